import { ConfigError } from './config.js';
import { EmbeddedPostgresError } from './embedded-postgres/embedded-postgres-error.js';

const OLDEST_NODE = 24;

/** Runs a program to its end. What a person can mend is said in words; everything else with its stack. */
export function runProgram(main: () => Promise<void>): void {
  checkNode()
    .then(main)
    .then(
      () => process.exit(0),
      (error: unknown) => {
        const forPeople = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
        console.error(forPeople ? error.message : error);
        process.exit(1);
      },
    );
}

/** Only what npm scripts start gets the Node that npm installed: `node dist/…` in a shell may be another one. */
async function checkNode(): Promise<void> {
  await Promise.resolve();
  if (Number.parseInt(process.versions.node) >= OLDEST_NODE) return;
  throw new ConfigError(
    `Node ${process.versions.node} er for gammel. Start med npm run start:prod, som bruker Node ${OLDEST_NODE} fra npm.\n` +
      `Node ${process.versions.node} is too old: use npm run start:prod.`,
  );
}
