import { type RunFacts, nextRun } from './next-run.js';

/** An instant in Oslo's time: winter time, or summer time from April to October. */
const oslo = (text: string) => {
  const month = Number(text.slice(5, 7));
  return new Date(`${text.replace(' ', 'T')}${month > 3 && month < 11 ? '+02:00' : '+01:00'}`);
};

/** A shop that has usually closed by 20:00. By hash its Z-reports are looked after at 22:27:06, its invoices at 02:04:19. */
const facts = (changed: Partial<RunFacts> = {}): RunFacts => ({
  now: oslo('2026-11-24 08:00'),
  kind: 'z-report',
  departmentKey: '4711/1',
  automatic: true,
  enabled: true,
  loginRefused: false,
  duellLoginRefused: false,
  startedAt: oslo('2026-01-01 12:00'),
  lastRun: { at: oslo('2026-11-23 22:27:06'), outcome: 'changed' },
  failures: 0,
  backlog: null,
  lastChangeAt: oslo('2026-11-23 20:00'),
  usualClosing: { minutes: 8 * 60, known: true },
  closedUntil: null,
  ...changed,
});
const failed = (failures: number, changed: Partial<RunFacts> = {}) => {
  const now = oslo('2026-11-24 01:00');
  return facts({ now, lastRun: { at: now, outcome: 'failed' }, failures, ...changed });
};
/** Customers, of which nothing has changed since; they are looked at at 21:14:20. */
const quiet = (since: string | null, changed: Partial<RunFacts> = {}) =>
  facts({
    kind: 'customer',
    lastRun: { at: oslo('2026-11-23 21:14:20'), outcome: 'nothing-new' },
    lastChangeAt: since === null ? null : oslo(since),
    ...changed,
  });
const ran = (at: string, changed: Partial<RunFacts> = {}) =>
  facts({ lastRun: { at: oslo(at), outcome: 'nothing-new' }, ...changed });

const Z_CONTROL =
  'Dagsoppgjør går med en gang dagen er gjort opp; dette er for det som ikke kom eller ikke gikk.';
const DAILY = `fordi butikken pleier å ha stengt innen 20:00, og avdelingene er fordelt utover natten.`;
const AGAIN = 'og venter dobbelt så lenge for hver gang, til det er én gang i døgnet.';
const HOUR_AFTER = 'og avdelingene er fordelt på timen etterpå.';

describe('the next run', () => {
  it.each<[string, RunFacts, string, string, string]>([
    [
      'comes in the night, after closing',
      facts(),
      '2026-11-24 22:27:06',
      'RUN_DAILY',
      `Neste overføring 22:27 ${DAILY} ${Z_CONTROL}`,
    ],
    [
      'comes at another time for another kind',
      ran('2026-11-24 02:04:19', { kind: 'invoice' }),
      '2026-11-25 02:04:19',
      'RUN_DAILY',
      `Neste overføring 02:04 ${DAILY} Fakturaer går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'is told without its date when it is a day away',
      facts({
        now: oslo('2026-11-23 21:14:20'),
        kind: 'customer',
        lastRun: { at: oslo('2026-11-23 21:14:19'), outcome: 'changed' },
      }),
      '2026-11-24 21:14:20',
      'RUN_DAILY',
      `Neste overføring 21:14 ${DAILY} Kunder går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'assumes a closing time while none is known',
      facts({ now: oslo('2026-11-23 23:00'), usualClosing: { minutes: 11 * 60, known: false } }),
      '2026-11-24 01:00:58',
      'RUN_DAILY',
      `Neste overføring 01:00 fordi vi ennå ikke vet når butikken pleier å stenge og regner med 23:00, og avdelingene er fordelt utover natten. ${Z_CONTROL}`,
    ],
    [
      'comes within ten minutes of being switched on',
      facts({ startedAt: oslo('2026-11-24 08:00'), lastRun: null }),
      '2026-11-24 08:06:06.115',
      'RUN_FIRST',
      'Neste overføring 08:06 fordi automatisk overføring nettopp er slått på, eller tilkoblingen er lagret på nytt.',
    ],
    [
      'forgets earlier failures when the connection was saved again',
      failed(7, { now: oslo('2026-11-24 09:00'), startedAt: oslo('2026-11-24 09:00') }),
      '2026-11-24 09:06:06.115',
      'RUN_FIRST',
      'Neste overføring 09:06 fordi automatisk overføring nettopp er slått på, eller tilkoblingen er lagret på nytt.',
    ],
    [
      'is now when it should have been before',
      facts({ now: oslo('2026-11-25 10:15') }),
      '2026-11-25 10:15',
      'RUN_OVERDUE',
      'Neste overføring nå fordi den skulle ha gått 22:27 og ennå ikke er kjørt.',
    ],
    [
      'says which day it should have been',
      facts({ now: oslo('2026-11-27 10:15') }),
      '2026-11-27 10:15',
      'RUN_OVERDUE',
      'Neste overføring nå fordi den skulle ha gått 24.11.2026 22:27 og ennå ikke er kjørt.',
    ],
    [
      'comes 15 minutes after a failure',
      failed(1),
      '2026-11-24 01:15',
      'RUN_AFTER_FAILURE',
      `Neste overføring 01:15 fordi forrige forsøk mislyktes. Vi prøver igjen etter 15 minutter, ${AGAIN}`,
    ],
    [
      'comes 30 minutes after the second in a row',
      failed(2),
      '2026-11-24 01:30',
      'RUN_AFTER_FAILURE',
      `Neste overføring 01:30 fordi de 2 siste forsøkene mislyktes. Vi prøver igjen etter 30 minutter, ${AGAIN}`,
    ],
    [
      'comes an hour after the third',
      failed(3),
      '2026-11-24 02:00',
      'RUN_AFTER_FAILURE',
      `Neste overføring 02:00 fordi de 3 siste forsøkene mislyktes. Vi prøver igjen etter 1 time, ${AGAIN}`,
    ],
    [
      'comes 16 hours after the seventh',
      failed(7),
      '2026-11-24 17:00',
      'RUN_AFTER_FAILURE',
      `Neste overføring 17:00 fordi de 7 siste forsøkene mislyktes. Vi prøver igjen etter 16 timer, ${AGAIN}`,
    ],
    [
      'comes daily from the eighth on',
      failed(8),
      '2026-11-24 22:27:06',
      'RUN_AFTER_FAILURE',
      'Neste overføring 22:27 fordi de 8 siste forsøkene mislyktes. Vi prøver nå én gang i døgnet. Se på siste forsøk hva som er galt.',
    ],
    [
      'waits after a failure, backlog or not',
      failed(3, { backlog: { documents: 3, since: oslo('2026-11-23 20:00') } }),
      '2026-11-24 02:00',
      'RUN_AFTER_FAILURE',
      `Neste overføring 02:00 fordi de 3 siste forsøkene mislyktes. Vi prøver igjen etter 1 time, ${AGAIN}`,
    ],
    [
      'takes a failure that nobody counted for the first',
      failed(0),
      '2026-11-24 01:15',
      'RUN_AFTER_FAILURE',
      `Neste overføring 01:15 fordi forrige forsøk mislyktes. Vi prøver igjen etter 15 minutter, ${AGAIN}`,
    ],
    [
      'comes an hour after something began to wait',
      facts({ backlog: { documents: 3, since: oslo('2026-11-24 07:30') } }),
      '2026-11-24 08:30',
      'RUN_BACKLOG',
      'Neste overføring 08:30 fordi 3 dokumenter venter på å bli sendt.',
    ],
    [
      'comes an hour after the last that left something',
      ran('2026-11-24 07:45', { backlog: { documents: 1, since: oslo('2026-11-23 20:00') } }),
      '2026-11-24 08:45',
      'RUN_BACKLOG',
      'Neste overføring 08:45 fordi 1 dokument venter på å bli sendt.',
    ],
    [
      'comes in the night all the same when that is sooner',
      facts({ now: oslo('2026-11-24 22:10'), backlog: { documents: 3, since: oslo('2026-11-24 22:00') } }),
      '2026-11-24 22:27:06',
      'RUN_DAILY',
      `Neste overføring 22:27 ${DAILY} ${Z_CONTROL}`,
    ],
    [
      'comes daily up to two weeks of silence',
      quiet('2026-11-09 21:14:21'),
      '2026-11-24 21:14:20',
      'RUN_DAILY',
      `Neste overføring 21:14 ${DAILY} Kunder går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'comes every third day after two weeks of silence',
      quiet('2026-11-09 21:14:20'),
      '2026-11-26 21:14:20',
      'RUN_QUIET',
      'Neste overføring 26.11.2026 21:14 fordi ingenting er endret siden 09.11.2026. Da ser vi etter hver 3. dag, og daglig igjen så snart noe er endret.',
    ],
    [
      'comes weekly after sixty days of silence',
      quiet('2026-09-20 12:00'),
      '2026-11-24 21:14:20',
      'RUN_QUIET',
      'Neste overføring 21:14 fordi ingenting er endret siden 20.09.2026. Da ser vi etter én gang i uken, og daglig igjen så snart noe er endret.',
    ],
    [
      'comes in the night when something waits, however quiet it has been',
      quiet('2026-11-09 21:14:20', {
        now: oslo('2026-11-24 21:00'),
        backlog: { documents: 1, since: oslo('2026-11-24 20:30') },
      }),
      '2026-11-24 21:14:20',
      'RUN_DAILY',
      `Neste overføring 21:14 ${DAILY} Kunder går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'counts silence from the start when nothing ever changed',
      quiet(null),
      '2026-11-24 21:14:20',
      'RUN_QUIET',
      'Neste overføring 21:14 fordi ingenting er endret siden 01.01.2026. Da ser vi etter én gang i uken, og daglig igjen så snart noe er endret.',
    ],
    [
      'comes daily for Z-reports, however quiet: a missing day must be noticed',
      facts({ lastChangeAt: oslo('2026-02-01 20:00') }),
      '2026-11-24 22:27:06',
      'RUN_DAILY',
      `Neste overføring 22:27 ${DAILY} ${Z_CONTROL}`,
    ],
    [
      'comes in the night after a change that ends a silence',
      quiet('2026-11-26 09:00', { now: oslo('2026-11-26 09:00') }),
      '2026-11-26 21:14:20',
      'RUN_DAILY',
      `Neste overføring 21:14 ${DAILY} Kunder går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'is no sooner than the ERP opens, in the hour after it',
      facts({ now: oslo('2026-11-24 22:20'), closedUntil: oslo('2026-11-24 23:00') }),
      '2026-11-24 23:54:51.268',
      'RUN_ERP_CLOSED',
      `Neste overføring 23:54 fordi regnskapssystemet har bedt oss vente til 23:00, ${HOUR_AFTER}`,
    ],
    [
      'is no sooner than that after a failure either',
      failed(1, { closedUntil: oslo('2026-11-26 06:00') }),
      '2026-11-26 06:54:51.268',
      'RUN_ERP_CLOSED',
      `Neste overføring 26.11.2026 06:54 fordi regnskapssystemet har bedt oss vente til 26.11.2026 06:00, ${HOUR_AFTER}`,
    ],
    [
      'is no sooner than that for a backlog either',
      facts({
        backlog: { documents: 3, since: oslo('2026-11-24 07:30') },
        closedUntil: oslo('2026-11-24 09:00'),
      }),
      '2026-11-24 09:54:51.268',
      'RUN_ERP_CLOSED',
      `Neste overføring 09:54 fordi regnskapssystemet har bedt oss vente til 09:00, ${HOUR_AFTER}`,
    ],
    [
      'heeds no closure that is over before',
      facts({ closedUntil: oslo('2026-11-24 12:00') }),
      '2026-11-24 22:27:06',
      'RUN_DAILY',
      `Neste overføring 22:27 ${DAILY} ${Z_CONTROL}`,
    ],
    [
      'comes an hour later where spring leaves its hour out',
      ran('2027-03-27 02:04:19', {
        kind: 'invoice',
        now: oslo('2027-03-27 12:00'),
        lastChangeAt: oslo('2027-03-27 02:00'),
      }),
      '2027-03-28 02:04:19',
      'RUN_DAILY',
      `Neste overføring 03:04 ${DAILY} Fakturaer går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'comes in the first of the two hours in autumn',
      ran('2026-10-24 02:04:19', {
        kind: 'invoice',
        now: oslo('2026-10-24 12:00'),
        lastChangeAt: oslo('2026-10-24 02:00'),
      }),
      '2026-10-25 02:04:19',
      'RUN_DAILY',
      `Neste overføring 02:04 ${DAILY} Fakturaer går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
    [
      'does not come again in the second',
      ran('2026-10-25 02:04:19', {
        kind: 'invoice',
        now: oslo('2026-10-25 03:04:19'),
        lastChangeAt: oslo('2026-10-24 02:00'),
      }),
      '2026-10-26 02:04:19+01:00',
      'RUN_DAILY',
      `Neste overføring 02:04 ${DAILY} Fakturaer går med en gang DUELL sender dem; dette er for det som ikke kom eller ikke gikk.`,
    ],
  ])('%s', (_, given, at, code, message) => {
    const run = nextRun(given);
    expect(run.reason).toMatchObject({ code, message });
    expect(run.at).toEqual(at.includes('+') ? new Date(at.replace(' ', 'T')) : oslo(at));
  });

  it.each<[string, Partial<RunFacts>, string, string]>([
    [
      'stops, loudly, after a refused login',
      { loginRefused: true },
      'RUN_STOPPED_LOGIN',
      'Automatisk overføring har STOPPET: Innloggingen ble avvist av regnskapssystemet, og ingenting sendes før den er rettet. ' +
        'Kontroller brukernavn og passord. Lagre tilkoblingen på nytt, så starter overføringen igjen av seg selv.',
    ],
    [
      'stops, loudly, after DUELL refused the login, and sends nobody to the wrong password',
      { kind: 'product', duellLoginRefused: true },
      'RUN_STOPPED_DUELL_LOGIN',
      'Automatisk overføring av varer har STOPPET: DUELL godtar ikke klientnummeret og klienttokenet som vi leser DUELL med. ' +
        'Det gjelder ikke passordet til regnskapssystemet. Butikken kopierer begge på nytt fra DUELL Admin under ' +
        'System > Integrasjoner > API-oppsett og lagrer dem, så starter overføringen igjen av seg selv.',
    ],
    [
      'does not come by itself where it is started by hand',
      { automatic: false, loginRefused: true },
      'RUN_NOT_AUTOMATIC',
      'Ingen overføring går av seg selv: automatisk overføring er av i innstillingene. Start den for hånd, eller slå den på.',
    ],
    [
      'does not come for a kind that is off',
      { kind: 'product', enabled: false, automatic: false, loginRefused: true },
      'RUN_KIND_OFF',
      'Overføring av varer er slått av i innstillingene.',
    ],
  ])('%s', (_, changed, code, message) => {
    const backlog = { documents: 3, since: oslo('2026-11-24 07:30') };
    expect(nextRun(facts({ ...changed, backlog }))).toMatchObject({ at: null, reason: { code, message } });
  });

  it('says all of it in English too', () => {
    const english = [facts(), failed(2), quiet(null), facts({ loginRefused: true })].map(
      (given) => nextRun(given).reason.english,
    );
    expect(english).toEqual([
      'The daily run, after the usual closing time 20:00; departments are spread over the night. What is pushed goes at once.',
      '2 transient failure(s) in a row: tried again after 15 minutes, doubling, then daily.',
      'Nothing has changed since 01.01.2026: looked at every 7 days, and daily again after a change.',
      'Stopped: the accounting system refused the login. Nothing goes until the connection is saved again.',
    ]);
  });
});
