import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Time, randomness and ids come in through one clock and one id source (ARCHITECTURE, decision 12). */
const ONE_CLOCK = [
  { object: 'Date', property: 'now', message: 'Time comes from the Clock of @accounting/port.' },
  { object: 'performance', property: 'now', message: 'Time comes from the Clock of @accounting/port.' },
  { object: 'crypto', property: 'randomUUID', message: 'Ids come from the Ids of @accounting/port.' },
  { object: 'Math', property: 'random', message: 'Randomness comes from the Ids of @accounting/port.' },
];
const NO_OWN_CLOCK = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes from the Clock of @accounting/port.',
  },
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]',
    message: 'Waiting goes through the Clock of @accounting/port.',
  },
  {
    selector: 'ImportSpecifier[imported.name=/^(randomUUID|setTimeout)$/]',
    message: 'Ids and waiting come from @accounting/port.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      // MikroORM and Nest hand out objects typed as classes that they did not construct.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'no-restricted-properties': ['error', ...ONE_CLOCK],
      'no-restricted-syntax': ['error', ...NO_OWN_CLOCK],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // A migration is a list of statements, read from top to bottom.
  { files: ['libs/accounting-sync/src/migrations/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['libs/accounting-port/src/clock.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
