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
};

/** Why a connection can't be used. */
export const reason = reasonsOf(CONNECTION_REASONS);
