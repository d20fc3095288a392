import { type Kind } from '../transfer/transfer.js';

/** Why a run comes when it comes, or does not: for people. */
export interface ScheduleReason {
  /** Stable. */
  code: RunCode;
  message: string;
  english: string;
}

const KIND_NAMES: Record<Kind, string> = {
  'z-report': 'Z-rapporter',
  invoice: 'fakturaer',
  product: 'varer',
  customer: 'kunder',
};
const AT_ONCE: Record<Kind, string> = {
  'z-report': 'Dagsoppgjør går med en gang dagen er gjort opp',
  invoice: 'Fakturaer går med en gang DUELL sender dem',
  product: 'Varer går med en gang DUELL sender dem',
  customer: 'Kunder går med en gang DUELL sender dem',
};

/** `time` is what Oslo's clocks show when the run comes: `06:10`, with the date when that is more than a day away. */
export const RUN_REASONS = {
  RUN_DAILY: ({
    time,
    kind,
    closing,
    known,
  }: {
    time: string;
    kind: Kind;
    closing: string;
    known: boolean;
  }) => ({
    message:
      `Neste overføring ${time} fordi ${known ? `butikken pleier å ha stengt innen ${closing}` : `vi ennå ikke vet når butikken pleier å stenge og regner med ${closing}`}, ` +
      `og avdelingene er fordelt utover natten. ${AT_ONCE[kind]}; dette er for det som ikke kom eller ikke gikk.`,
    english: `The daily run, after the ${known ? 'usual' : 'assumed'} closing time ${closing}; departments are spread over the night. What is pushed goes at once.`,
  }),
  RUN_AFTER_FAILURE: ({ time, failures, wait }: { time: string; failures: number; wait: string | null }) => ({
    message:
      `Neste overføring ${time} fordi ${failures === 1 ? 'forrige forsøk' : `de ${failures} siste forsøkene`} mislyktes. ` +
      (wait
        ? `Vi prøver igjen etter ${wait}, og venter dobbelt så lenge for hver gang, til det er én gang i døgnet.`
        : 'Vi prøver nå én gang i døgnet. Se på siste forsøk hva som er galt.'),
    english: `${failures} transient failure(s) in a row: tried again after 15 minutes, doubling, then daily.`,
  }),
  RUN_BACKLOG: ({ time, documents }: { time: string; documents: number }) => ({
    message: `Neste overføring ${time} fordi ${documents === 1 ? '1 dokument' : `${documents} dokumenter`} venter på å bli sendt.`,
    english: `${documents} document(s) wait and could go: an hour after they began to wait, then every hour.`,
  }),
  RUN_QUIET: ({ time, since, days }: { time: string; since: string; days: number }) => ({
    message:
      `Neste overføring ${time} fordi ingenting er endret siden ${since}. Da ser vi etter ` +
      `${days === 7 ? 'én gang i uken' : `hver ${days}. dag`}, og daglig igjen så snart noe er endret.`,
    english: `Nothing has changed since ${since}: looked at every ${days} days, and daily again after a change.`,
  }),
  RUN_ERP_CLOSED: ({ time, until }: { time: string; until: string }) => ({
    message: `Neste overføring ${time} fordi regnskapssystemet har bedt oss vente til ${until}, og avdelingene er fordelt på timen etterpå.`,
    english: `The accounting system takes no calls before ${until}; departments are spread over the hour after it.`,
  }),
  RUN_OVERDUE: ({ time }: { time: string }) => ({
    message: `Neste overføring nå fordi den skulle ha gått ${time} og ennå ikke er kjørt.`,
    english: `It was due ${time} and has not run yet.`,
  }),
  RUN_FIRST: ({ time }: { time: string }) => ({
    message: `Neste overføring ${time} fordi automatisk overføring nettopp er slått på, eller tilkoblingen er lagret på nytt.`,
    english: 'The first run after automatic transfer was switched on, or the connection saved again.',
  }),
  RUN_STOPPED_LOGIN: () => ({
    message:
      'Automatisk overføring har STOPPET: Innloggingen ble avvist av regnskapssystemet, og ingenting sendes før den er ' +
      'rettet. Kontroller brukernavn og passord. Lagre tilkoblingen på nytt, så starter overføringen igjen av seg selv.',
    english:
      'Stopped: the accounting system refused the login. Nothing goes until the connection is saved again.',
  }),
  RUN_STOPPED_DUELL_LOGIN: ({ kind }: { kind: Kind }) => ({
    message:
      `Automatisk overføring av ${KIND_NAMES[kind]} har STOPPET: DUELL godtar ikke klientnummeret og klienttokenet som vi ` +
      'leser DUELL med. Det gjelder ikke passordet til regnskapssystemet. Butikken kopierer begge på nytt fra DUELL Admin ' +
      'under System > Integrasjoner > API-oppsett og lagrer dem, så starter overføringen igjen av seg selv.',
    english:
      'Stopped: DUELL refused client number and token. Nothing is fetched until both are saved again (duell-connection).',
  }),
  RUN_NOT_AUTOMATIC: () => ({
    message:
      'Ingen overføring går av seg selv: automatisk overføring er av i innstillingene. Start den for hånd, eller slå den på.',
    english: 'Automatic transfer is switched off for the department.',
  }),
  RUN_KIND_OFF: ({ kind }: { kind: Kind }) => ({
    message: `Overføring av ${KIND_NAMES[kind]} er slått av i innstillingene.`,
    english: 'This kind of transfer is switched off for the department.',
  }),
};

export type RunCode = keyof typeof RUN_REASONS;
/** Nobody chose that: a person has to mend something before there is another run. */
export const STOPPED: readonly RunCode[] = ['RUN_STOPPED_LOGIN', 'RUN_STOPPED_DUELL_LOGIN'];
type Facts<C extends RunCode> = Parameters<(typeof RUN_REASONS)[C]>;

/** @example runReason('RUN_BACKLOG', { time: '06:10', documents: 3 }) */
export function runReason<C extends RunCode>(code: C, ...facts: Facts<C>): ScheduleReason {
  const texts = RUN_REASONS[code] as (...facts: Facts<C>) => Omit<ScheduleReason, 'code'>;
  return { code, ...texts(...facts) };
}
