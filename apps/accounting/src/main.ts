import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { migrateAccounting } from '@accounting/sync';
import { AppModule } from './app.module.js';
import { ConfigError, type Config, readConfig } from './config.js';
import { EmbeddedPostgresError } from './embedded-postgres/embedded-postgres-error.js';
import { startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.js';

const OLDEST_NODE = 24;

async function main(): Promise<void> {
  if (Number.parseInt(process.versions.node) < OLDEST_NODE)
    throw new ConfigError(
      `Node ${process.versions.node} er for gammel. Start med npm run start:prod, som bruker Node ${OLDEST_NODE} fra npm.\n` +
        `Node ${process.versions.node} is too old: use npm run start:prod.`,
    );
  const config = readConfig(process.env);
  const database = await openDatabase(config);
  try {
    if (process.argv.includes('--migrate-only')) await migrateAccounting(database.url);
    else await serve(config, database.url);
  } finally {
    await database.stop();
  }
}

/** Resolves when a signal has come and all is closed. */
async function serve(config: Config, url: string): Promise<void> {
  const app = await NestFactory.create(AppModule.forRoot(config, url), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  const signal = nextSignal();
  await app.listen(config.PORT, config.HOST);
  app.get(Logger).log(`${await app.getUrl()} (${config.ROLE})`, 'Listening');
  app.get(Logger).log(`${await signal}: finishing what is in hand`, 'Shutdown');
  await app.close();
}

async function openDatabase({
  DATABASE_URL,
  DATA_DIR,
}: Config): Promise<{ url: string; stop(): Promise<void> }> {
  if (DATABASE_URL) return { url: DATABASE_URL, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir: DATA_DIR });
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
    console.error(expected ? error.message : error);
    process.exit(1);
  },
);
