import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemIds } from '@accounting/port';
import { type Config } from './config.js';

/** The keys that seal secrets: from the environment, or a key file beside the embedded database, made at first start. */
export function secretsKeys({ SECRETS_KEY, DATA_DIR }: Config): string[] {
  if (SECRETS_KEY) return SECRETS_KEY.split(',').map((key) => key.trim());
  const file = join(DATA_DIR, 'secrets.key');
  if (!existsSync(file)) {
    mkdirSync(DATA_DIR, { recursive: true });
    writeFileSync(file, `${Buffer.from(systemIds.random(32)).toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  }
  chmodSync(file, 0o600);
  return [readFileSync(file, 'utf8').trim()];
}
