import { osloDateTime, reasonsOf } from '@accounting/port';

export const TRANSFER_REASONS = {
  ANSWER_LOST: ({ askAt }: { askAt: Date }) => ({
    message: 'Bilaget ble sendt, men svaret fra regnskapssystemet kom ikke fram. Det kan være ført.',
    fix: `Ingenting. Vi spør regnskapssystemet etter ${osloDateTime(askAt)} og sender aldri på nytt uten bevis.`,
    who: 'DUELL' as const,
    english:
      'It was sent and the answer was lost; the accounting system is asked for proof before anything is sent again.',
  }),
  SEND_WINDOW_CLOSED: () => ({
    message: 'Arbeidsprosessen brukte for lang tid før sending. Ingenting ble sendt.',
    fix: 'Ingenting. Vi prøver igjen av oss selv.',
    who: 'DUELL' as const,
    english: 'The worker was too slow between writing its intent and sending; nothing was sent.',
  }),
  UNEXPECTED_FAILURE: ({ detail }: { detail: string }) => ({
    message: `Det oppstod en feil hos oss: ${detail}`,
    fix: 'Meld fra til DUELL med overføringens id.',
    who: 'DUELL' as const,
    english: 'Something that is not an accounting failure: a bug, most likely ours.',
  }),
  KIND_OFF: ({ kind }: { kind: string }) => ({
    message: `Overføring av ${kind} er slått av for avdelingen.`,
    fix: 'Slå den på i innstillingene og start overføringen, hvis den skal med.',
    who: 'butikk' as const,
    english: 'This kind of transfer is switched off for the department.',
  }),
  BEFORE_FROM_DATE: ({ date, fromDate }: { date: string; fromDate: string }) => ({
    message: `Datoen ${date} er før fra-datoen ${fromDate}.`,
    fix: 'Flytt fra-datoen i innstillingene, hvis den skal med.',
    who: 'butikk' as const,
    english: 'The document is dated before the from-date.',
  }),
  ERP_IS_MASTER: () => ({
    message: 'Regnskapssystemet er master for denne typen opplysninger, så DUELL sender dem ikke.',
    fix: 'Ingenting, eller velg DUELL som master i innstillingene.',
    who: 'butikk' as const,
    english: 'The accounting system is master for this kind of record.',
  }),
  ZERO_REPORT: () => ({
    message: 'Z-rapporten har ingen beløp å føre. Nummeret er beholdt i rekken.',
    fix: 'Ingenting.',
    who: 'butikk' as const,
    english: 'A zero report: nothing to post; it keeps its number in the sequence.',
  }),
  SUPERSEDED: ({ by }: { by: string }) => ({
    message: 'En nyere versjon av dokumentet har tatt over.',
    fix: `Se overføring ${by}.`,
    who: 'butikk' as const,
    english: 'A newer revision of the document took its place.',
  }),
  KIND_NOT_YET_DELIVERED: ({ kind }: { kind: string }) => ({
    message: `Dokumentet er mottatt og tatt vare på. Overføring av ${kind} kommer i en senere versjon.`,
    fix: 'Ingenting. Det går av seg selv når DUELL har oppdatert programmet.',
    who: 'DUELL' as const,
    english: 'Accepted and kept; delivery of this kind comes with a later release.',
  }),
  DRAFT_NOT_FOUND: () => ({
    message: 'Kladden finnes ikke lenger i regnskapssystemet. Den kan være slettet der.',
    fix: 'Se etter bilaget. Er det slettet, send på nytt og bekreft at det ikke finnes; er det ført, merk som håndtert.',
    who: 'regnskapsfører' as const,
    english: 'The draft is no longer found in the accounting system.',
  }),
  CONNECTION_CHANGED: ({ company }: { company: string }) => ({
    message: `Bilaget ble sendt til ${company}, men avdelingen er nå koblet til noe annet. Derfor kan vi ikke spørre om det kom fram.`,
    fix: `Se etter bilaget i ${company}. Koble til igjen, eller merk som håndtert.`,
    who: 'regnskapsfører' as const,
    english: 'The department is now connected elsewhere; the books it was sent to cannot be asked.',
  }),
  VOUCHED_ABSENT: ({ by, note }: { by: string; note: string }) => ({
    message: `${by} har bekreftet at bilaget ikke finnes i regnskapssystemet: ${note}`,
    fix: 'Ingenting.',
    who: 'regnskapsfører' as const,
    english: 'A person vouched that it is not in the accounting system.',
  }),
  HOLD_LET_GO: ({ by, code, note }: { by: string; code: string; note: string }) => ({
    message: `${by} har godkjent at ${code} ikke skal stoppe overføringen: ${note}`,
    fix: 'Ingenting.',
    who: 'regnskapsfører' as const,
    english: 'A person let a hold go.',
  }),
  FROZEN_DROPPED: ({ unused }: { unused: string }) => ({
    message: `Bilaget ble et annet enn det som var klargjort. Dette ble ikke brukt: ${unused}.`,
    fix: 'Ingenting.',
    who: 'regnskapsfører' as const,
    english: 'The voucher became another one; what the earlier delivery had prepared is left unused.',
  }),
};

/** Why a transfer stands where it stands, as far as no document and no vendor is concerned. */
export const reason = reasonsOf(TRANSFER_REASONS);
