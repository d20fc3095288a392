import 'reflect-metadata';
import { migrateAccounting } from '@accounting/sync';
import { type Config, readConfig } from './config.js';
import { startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.js';
import { nextSignal, serve } from './serve.js';
import { runProgram } from './run-program.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase(config);
  try {
    if (process.argv.includes('--migrate-only')) await migrateAccounting(database.url);
    else await serveUntilSignal(config, database.url);
  } finally {
    await database.stop();
  }
}

async function serveUntilSignal(config: Config, url: string): Promise<void> {
  const signal = nextSignal();
  const app = await serve(config, url);
  await signal;
  await app.close();
}

async function openDatabase({
  DATABASE_URL,
  DATA_DIR,
}: Config): Promise<{ url: string; stop(): Promise<void> }> {
  if (DATABASE_URL) return { url: DATABASE_URL, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir: DATA_DIR });
}

runProgram(main);
