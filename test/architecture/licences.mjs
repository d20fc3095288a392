/**
 * Refuses packages whose licence would bind the whole program (GPL, AGPL) or that name none.
 * `node test/architecture/licences.mjs [folder of package-lock.json]`
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FREE = new Set(
  [
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'CC0-1.0',
  ].concat(['CC-BY-3.0', 'CC-BY-4.0', 'Python-2.0', 'Unlicense', 'Zlib', 'OFL-1.1', 'PostgreSQL']),
);

/** Packages that were looked at: name → the licence as found, and why we may use it (LGPL and MPL belong here). */
const LOOKED_AT = {
  'png-js': { found: 'none', why: 'its LICENSE file is the MIT licence; package.json forgets to say so' },
};

const root = process.argv[2] ?? join(import.meta.dirname, '..', '..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const refused = [];
for (const [path, locked] of Object.entries(packages)) {
  if (path === '') continue;
  const licence = licenceOf(join(root, path, 'package.json'), locked);
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (LOOKED_AT[name]?.found !== licence && !allowed(licence)) refused.push(`${path}: ${licence}`);
}

if (refused.length > 0) {
  console.error(`Licences that we may not use, or that nobody has looked at:\n${refused.join('\n')}`);
  process.exit(1);
}
console.log(`${Object.keys(packages).length - 1} packages, all with licences that we may use`);

/** Packages for other platforms are not installed: of these the lockfile tells. */
function licenceOf(file, locked) {
  const { license, licenses } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : locked;
  const said = [license ?? licenses ?? locked.license].flat().map((each) => each?.type ?? each);
  // Several in the old list form are a choice.
  return said[0] ? said.join(' OR ') : 'none';
}

/** SPDX: `A OR B` lets us choose, `A AND B` binds us to both; AND binds closer than OR. */
function allowed(expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const or = () => {
    let good = and();
    while (tokens[0] === 'OR' && tokens.shift()) good = and() || good;
    return good;
  };
  const and = () => {
    let good = one();
    while (tokens[0] === 'AND' && tokens.shift()) good = one() && good;
    return good;
  };
  const one = () => {
    const token = tokens.shift();
    if (token !== '(') return FREE.has(token);
    const good = or();
    tokens.shift();
    return good;
  };
  return or() && tokens.length === 0;
}
