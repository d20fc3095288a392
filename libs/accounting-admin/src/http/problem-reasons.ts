import { reasonsOf, type Texts } from '@accounting/port';

const KEY_PLACE = '«Authorization: Bearer <nøkkel>»';

export const PROBLEM_REASONS = {
  UNAUTHENTICATED: (): Texts => ({
    message: `Forespørselen mangler en gyldig nøkkel. Nøkkelen kan være utløpt, byttet eller trukket tilbake.`,
    fix: `Send ${KEY_PLACE}. Har du ingen, be DUELL om en.`,
    who: 'DUELL',
    english:
      'No valid key: send Authorization: Bearer <key>. It may have expired, been rotated or been revoked.',
  }),
  FORBIDDEN: ({ role, allowed }: { role: string; allowed: readonly string[] }): Texts => ({
    message: `Nøkkelen har rollen «${role}», og den får ikke gjøre dette.`,
    fix: `Bruk en nøkkel med en av rollene ${allowed.join(', ')}.`,
    who: 'DUELL',
    english: `The role ${role} may not do this; one of ${allowed.join(', ')} may.`,
  }),
  ROUTE_NOT_FOUND: ({ path }: { path: string }): Texts => ({
    message: `Adressen ${path} finnes ikke.`,
    fix: 'Se /api/docs for adressene som finnes.',
    who: 'DUELL',
    english: `There is no route ${path}; see /api/docs.`,
  }),
  METHOD_NOT_ALLOWED: ({ method, allowed }: { method: string; allowed: readonly string[] }): Texts => ({
    message: `Adressen finnes, men tar ikke imot ${method}.`,
    fix: `Bruk ${allowed.join(' eller ')}.`,
    who: 'DUELL',
    english: `The route takes ${allowed.join(', ')}, not ${method}.`,
  }),
  REQUEST_INVALID: ({ first }: { first: string }): Texts => ({
    message: `Forespørselen kan ikke brukes slik den er: ${first}. Ingenting er endret.`,
    fix: 'Rett feltene som står under «faults», og send på nytt.',
    who: 'DUELL',
    english: `The request can't be used: ${first}. Nothing was changed.`,
  }),
  BODY_NOT_JSON: (): Texts => ({
    message: 'Innholdet er ikke gyldig JSON. Ingenting er lest.',
    fix: 'Send JSON i UTF-8.',
    who: 'DUELL',
    english: 'The body is not JSON in UTF-8.',
  }),
  BODY_MISSING: (): Texts => ({
    message: 'Forespørselen mangler innhold. Ingenting er endret.',
    fix: 'Send hele objektet som JSON.',
    who: 'DUELL',
    english: 'The request has no body.',
  }),
  BODY_TOO_LARGE: ({ megabytes }: { megabytes: number }): Texts => ({
    message: `Innholdet er større enn ${megabytes} MB. Ingenting er lest.`,
    fix: 'Del det opp, og send delene hver for seg.',
    who: 'DUELL',
    english: `The body is larger than ${megabytes} MB.`,
  }),
  CONTENT_TYPE_NOT_SUPPORTED: ({ expected }: { expected: string }): Texts => ({
    message: `Innholdet må være ${expected}, ukomprimert.`,
    fix: `Send overskriften «Content-Type: ${expected}».`,
    who: 'DUELL',
    english: `The body must be ${expected}, without a content encoding.`,
  }),
  DOCUMENT_INVALID: ({ first }: { first: string }): Texts => ({
    message: `Dokumentet kan ikke tas imot slik det er: ${first}. Ingenting er lagret.`,
    fix: 'Rett feltene som står under «faults», og send på nytt.',
    who: 'DUELL',
    english: `The document is not valid: ${first}. Nothing was stored.`,
  }),
  DOCUMENT_CONFLICT: ({ english }: { english: string }): Texts => ({
    message:
      'Dokumentet har samme identitet som et som allerede er sendt, men annet innhold. Ingenting er endret.',
    fix: 'Se overføringen i eksportloggen. Er regnskapet feil, må det korrigeres der.',
    who: 'regnskapsfører',
    english,
  }),
  Z_NUMBER_TAKEN: ({ english }: { english: string }): Texts => ({
    message: 'Z-nummeret er allerede brukt av en annen kasse i samme avdeling. Ingenting er endret.',
    fix: 'Meld fra til DUELL: to kasser deler nummerserie. Hver serie må ha sin egen avdeling.',
    who: 'DUELL',
    english,
  }),
  ACCOUNTING_UNAVAILABLE: (): Texts => ({
    message: 'Systemet kan ikke ta imot akkurat nå. Ingenting er lagret.',
    fix: 'Send det samme på nytt om litt: det er trygt.',
    who: 'DUELL',
    english: 'The system can take nothing just now; nothing was stored. Send the same again: it is safe.',
  }),
  HTTP_ERROR: ({ english }: { english: string }): Texts => ({
    message: 'Forespørselen kunne ikke behandles.',
    fix: 'Se /api/docs, og send den slik den er beskrevet der.',
    who: 'DUELL',
    english,
  }),
  INTERNAL_ERROR: ({ correlation }: { correlation: string }): Texts => ({
    message: 'Det oppstod en feil hos oss. Det er ikke sikkert at noe ble endret.',
    fix: `Se om det ble gjort, og meld fra til DUELL med kode ${correlation}.`,
    who: 'DUELL',
    english: `Something failed on our side; report ${correlation}.`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** Why a request was not answered. */
export const problemReason = reasonsOf(PROBLEM_REASONS);
