import { z } from 'zod';

const url = (fallback: string) => z.url().default(fallback);
const milliseconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  ROLE: z.enum(['web', 'worker', 'all']).default('all'),
  SECRETS_KEY: z
    .string()
    .refine((keys) => keys.split(',').every(is32Bytes), {
      error: 'Must be 32 bytes in base64; several, comma-separated',
    })
    .optional(),
  BOOTSTRAP_API_KEY: z.string().min(1).optional(),
  TWENTYFOURSO_API_URL: url('https://api.24sevenoffice.com'),
  TWENTYFOURSO_WEBSERVICES_URL: url('https://webservices.24sevenoffice.com'),
  TWENTYFOURSO_APPLICATION_ID: z.guid().optional(),
  TWENTYFOURSO_MAX_RPS: z.coerce.number().min(0).default(2),
  TWENTYFOURSO_READ_TIMEOUT_MS: milliseconds(15_000),
  TWENTYFOURSO_WRITE_TIMEOUT_MS: milliseconds(120_000),
  TWENTYFOURSO_SETTLE_AFTER_MS: milliseconds(300_000),
  TWENTYFOURSO_RECORDS_PER_WRITE: z.coerce.number().int().min(1).max(1000).default(100),
  DUELL_API_URL: url('https://api.duell.no/v1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

function is32Bytes(key: string): boolean {
  return Buffer.from(key.trim(), 'base64').length === 32;
}

export type Config = z.output<typeof environmentSchema>;

/** The environment says something that can't be. The message names every fault, and no value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The environment of the contract (section 5). An empty variable counts as not set. Throws {@link ConfigError}. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new ConfigError(
      `Miljøvariablene kan ikke brukes / the environment can't be used:\n${faults.join('\n')}`,
    );
  }
  const config = parsed.data;
  if (config.DATABASE_URL && !config.SECRETS_KEY)
    throw new ConfigError(
      'SECRETS_KEY mangler. Med DATABASE_URL må hemmeligheter krypteres med en nøkkel som du tar vare på: 32 byte i base64.\n' +
        'SECRETS_KEY is missing: with DATABASE_URL it is required (openssl rand -base64 32).',
    );
  if (!config.DATABASE_URL && config.ROLE !== 'all')
    throw new ConfigError(
      `ROLE=${config.ROLE} krever DATABASE_URL: den innebygde databasen er for én prosess.\n` +
        `ROLE=${config.ROLE} needs DATABASE_URL: the embedded database is for one process.`,
    );
  return config;
}
