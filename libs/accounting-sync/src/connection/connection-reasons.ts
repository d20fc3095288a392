import { osloDateTime, reasonsOf } from '@accounting/port';

export const CONNECTION_REASONS = {
  CONNECTION_MISSING: () => ({
    message: 'Avdelingen er ikke koblet til noe regnskapssystem.',
    fix: 'Åpne innstillingene for regnskap og legg inn brukernavn og passord.',
    who: 'butikk' as const,
    english: 'The department has no connection to an accounting system.',
  }),
  COMPANY_NOT_CHOSEN: () => ({
    message: 'Innloggingen når flere firma, og det er ikke valgt hvilket det skal føres i.',
    fix: 'Velg firma i innstillingene for regnskap.',
    who: 'butikk' as const,
    english: 'The login reaches several companies and none is chosen.',
  }),
  ADAPTER_NOT_AVAILABLE: ({ adapter }: { adapter: string }) => ({
    message: `Koblingen til ${adapter} er ikke aktiv for denne kunden.`,
    fix: 'Be DUELL om å slå på modulen.',
    who: 'DUELL' as const,
    english: `The adapter ${adapter} is not available to this client.`,
  }),
  CREDENTIALS_UNREADABLE: () => ({
    message: 'Brukernavn og passord kan ikke leses: de er kryptert med en nøkkel som ikke finnes her.',
    fix: 'Legg inn brukernavn og passord på nytt, eller sett tilbake nøkkelen (SECRETS_KEY).',
    who: 'DUELL' as const,
    english: 'The stored credentials were sealed with a secrets key that is not configured.',
  }),
  NO_HOST_CATALOGUE: () => ({
    message: 'Her er det ingen vei til varene og kundene i DUELL.',
    fix: 'Ingenting, hvis DUELL selv sender varer og kunder. Ellers meld fra til DUELL.',
    who: 'DUELL' as const,
    english: "This host lends no way to DUELL's catalogue, or one that needs no credentials.",
  }),
  HOST_CONNECTION_MISSING: () => ({
    message: 'Koblingen til varene og kundene i DUELL er ikke satt opp: klientnummer og nøkkel mangler.',
    fix: 'Hent nøklene under System > Integrasjoner > API-oppsett i DUELL, og lagre dem for kunden.',
    who: 'butikk' as const,
    english: "No client number and token are saved for DUELL's API.",
  }),
  LOGIN_BUSY: () => ({
    message: 'En annen prosess har brukt uvanlig lang tid på å logge inn i regnskapssystemet.',
    fix: 'Ingenting. Vi prøver igjen av oss selv.',
    who: 'DUELL' as const,
    english: 'Another process has been logging in for too long; this one tries again later.',
  }),
  RATE_LIMITED: ({ until }: { until: Date }) => ({
    message: `Regnskapssystemet tar ikke imot flere forespørsler fra denne brukeren før ${osloDateTime(until)}.`,
    fix: 'Ingenting. Overføringen fortsetter av seg selv.',
    who: 'DUELL' as const,
    english: 'The request budget of this credential is used up for now.',
  }),
  ADAPTER_UNKNOWN: ({ adapter, known }: { adapter: string; known: string[] }) => ({
    message: `Regnskapssystemet «${adapter}» kjenner vi ikke. Kjente er: ${known.join(', ')}.`,
    fix: 'Velg et av dem.',
    who: 'DUELL' as const,
    english: `No adapter has the id ${adapter}; there are: ${known.join(', ')}.`,
  }),
  CREDENTIALS_INVALID: () => ({
    message: 'Innloggingen er ikke fylt ut slik regnskapssystemet trenger den.',
    fix: 'Fyll ut alle feltene i skjemaet for innlogging. Bare ved endring av en kobling som virker, kan de utelates.',
    who: 'butikk' as const,
    english:
      'The credentials are not those that the adapter describes; only on an existing connection they may be left out.',
  }),
  COMPANY_NOT_YET_KNOWN: ({ why }: { why: string }) => ({
    message: `Vi har ikke fått spurt regnskapssystemet hvilket firma innloggingen hører til: ${why}`,
    fix: 'Ingenting. Vi spør igjen av oss selv om noen minutter.',
    who: 'DUELL' as const,
    english:
      'The accounting system could not yet be asked which company the login reaches; it is asked again.',
  }),
  NO_COMPANY_REACHED: () => ({
    message: 'Innloggingen virker, men når ikke noe firma i regnskapssystemet.',
    fix: 'Gi brukeren tilgang til firmaet i regnskapssystemet, og lagre innstillingene på nytt.',
    who: 'regnskapsfører' as const,
    english: 'The login works and reaches no company.',
  }),
  ERP_TOO_SLOW: ({ seconds }: { seconds: number }) => ({
    message: `Regnskapssystemet svarte ikke innen ${seconds} sekunder.`,
    fix: 'Prøv igjen om litt.',
    who: 'DUELL' as const,
    english: `The accounting system did not answer within ${seconds} seconds.`,
  }),
};

/** Why a connection can't be used. */
export const reason = reasonsOf(CONNECTION_REASONS);
