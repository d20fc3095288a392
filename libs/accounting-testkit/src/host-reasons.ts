import { reasonsOf } from '@accounting/port';

const SHOP = 'butikk' as const;
const DUELL = 'DUELL' as const;
const BY_ITSELF = 'Ingenting: det prøves igjen.';

/** What the host in memory says. */
export const hostReason = reasonsOf({
  HOST_DOWN: ({ operation }: { operation: string }) => ({
    message: `DUELL svarer ikke (${operation}).`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `DUELL does not answer (${operation}).`,
  }),
  HOST_ANSWER_LOST: ({ operation }: { operation: string }) => ({
    message: `Svaret på ${operation} kom aldri.`,
    fix: 'Ingenting: det slås opp før noe lagres på nytt.',
    who: DUELL,
    english: `The answer to ${operation} never came.`,
  }),
  HOST_LOGIN_REFUSED: () => ({
    message: 'DUELL godtar ikke nøkkelen.',
    fix: 'Legg inn nøkkelen på nytt.',
    who: SHOP,
    english: 'The key is refused.',
  }),
  HOST_DEPARTMENT_UNKNOWN: ({ department }: { department: string }) => ({
    message: `DUELL har ingen avdeling ${department}.`,
    fix: 'Velg en avdeling som finnes.',
    who: DUELL,
    english: `There is no department ${department}.`,
  }),
  HOST_ROW_LEFT_OUT: ({ number }: { number: string }) => ({
    message: `Varen ${number} i DUELL kan ikke leses.`,
    fix: 'Rett varen i DUELL.',
    who: SHOP,
    english: `Product ${number} can't be read.`,
  }),
  HOST_NUMBER_NOT_UNIQUE: ({ number, ids }: { number: string; ids: string[] }) => ({
    message: `Varenummer ${number} står på flere varer i DUELL (id ${ids.join(', ')}).`,
    fix: 'Gi varene hvert sitt nummer.',
    who: SHOP,
    english: `Number ${number} is on several products (${ids.join(', ')}).`,
  }),
  HOST_NUMBER_IS_ANOTHERS: ({ number, id }: { number: string; id: string }) => ({
    message: `Varenummer ${number} hører ikke til varen med id ${id} i DUELL.`,
    fix: 'Gi varen samme nummer i DUELL og i regnskapssystemet.',
    who: SHOP,
    english: `Number ${number} is not that of product ${id}.`,
  }),
  HOST_INCOMPLETE: ({ what, missing }: { what: string; missing: string[] }) => ({
    message: `${what} kan ikke opprettes i DUELL: ${missing.join(', ')} mangler.`,
    fix: 'Fyll ut det som mangler.',
    who: SHOP,
    english: `${what} can't be made without ${missing.join(', ')}.`,
  }),
  HOST_CUSTOMER_GONE: ({ id }: { id: string }) => ({
    message: `Kunden med id ${id} finnes ikke i DUELL.`,
    fix: 'Se etter om kunden er slettet.',
    who: SHOP,
    english: `There is no customer ${id}.`,
  }),
});
