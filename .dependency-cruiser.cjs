/** Who may import whom. Each rule has a planted violation in test/architecture that must turn it red. */
module.exports = {
  forbidden: [
    {
      name: 'port-stands-alone',
      comment: 'The port is the contract. It imports nothing but itself: no Nest, no ORM, no Node module.',
      severity: 'error',
      from: { path: '^libs/accounting-port/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/accounting-port/' },
    },
    {
      name: 'adapter-knows-only-the-port',
      comment: 'An adapter that sees the application, or another adapter, cannot be taken out.',
      severity: 'error',
      from: { path: '^libs/([^/]+-adapter)/' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/$1/', '^libs/accounting-(port|http|testkit)/'] },
    },
    {
      name: 'application-knows-no-adapter',
      comment: 'Use cases speak to the port. Only apps/ chooses adapters.',
      severity: 'error',
      from: { path: '^libs/accounting-(sync|admin)/' },
      to: { path: '^libs/[^/]+-adapter/' },
    },
    {
      name: 'front-door-only',
      comment: 'A lib is entered through its one index.ts.',
      severity: 'error',
      from: { path: '^(?:libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$1/', '/src/index\\.ts$'] },
    },
    {
      name: 'test-doubles-stay-in-tests',
      comment:
        'What ships never imports the test kit or a simulator; the demo starts simulators as processes.',
      severity: 'error',
      from: { path: '^(libs/[^/]+/src|apps)/', pathNot: ['\\.spec\\.ts$', '^libs/accounting-testkit/'] },
      to: { path: '^libs/(accounting-testkit|[^/]+/simulator)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.cjs'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
