import { osloDateTime, reasonsOf } from '@accounting/port';
import { wordsFor } from './document-words.js';
import { type Kind, type State } from './transfer.js';

export const TRANSFER_REASONS = {
  ANSWER_LOST: ({ askAt, kind }: { askAt: Date; kind: Kind }) => ({
    message: `${wordsFor(kind).The} ble sendt, men svaret fra regnskapssystemet kom ikke fram. ${wordsFor(kind).It} kan være ${wordsFor(kind).stored} der.`,
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
  SENT_IN_VAIN: ({ times, kind }: { times: number; kind: Kind }) => ({
    message: `${wordsFor(kind).The} er sendt ${times} ganger. Hver gang kom det ikke noe svar, og ${wordsFor(kind).the} finnes ikke i regnskapssystemet.`,
    fix: 'Se i forsøkene hva regnskapssystemet svarer, meld fra til DUELL, og send på nytt når feilen er rettet.',
    who: 'DUELL' as const,
    english:
      'Sent several times, never answered and each time proven absent: sending alone will not mend it.',
  }),
  DATABASE_BUSY: () => ({
    message: 'Databasen var opptatt eller borte et øyeblikk. Ingenting ble sendt.',
    fix: 'Ingenting. Vi prøver igjen av oss selv.',
    who: 'DUELL' as const,
    english: 'Our own database was busy or away for a moment; nothing was sent.',
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
  KIND_NOT_SUPPORTED: ({ system, kind }: { system: string; kind: string }) => ({
    message: `${system} kan ikke ta imot ${kind} fra DUELL.`,
    fix: `Slå av ${kind} i innstillingene.`,
    who: 'butikk' as const,
    english: `${system} takes no ${kind}.`,
  }),
  DELETED_IN_DUELL: ({ stays }: { stays: boolean }) => ({
    message: stays
      ? 'Den er slettet i DUELL. Den blir stående i regnskapssystemet, for der kan den ha bilag.'
      : 'Den ble slettet i DUELL før den ble overført, så det er ingenting å sende.',
    fix: stays ? 'Ingenting, eller slett den i regnskapssystemet.' : 'Ingenting.',
    who: 'butikk' as const,
    english: stays ? 'Deleted in DUELL; it stays in the accounting system.' : 'Deleted before it was sent.',
  }),
  CREATION_PENDING: ({ what, by, byId }: { what: string; by: string; byId: string }) => ({
    message: `Overføringen av ${by} kan ha opprettet ${what} i regnskapssystemet, men svaret kom ikke. Derfor venter denne, så det ikke blir to.`,
    fix: 'Ingenting. Den går av seg selv når den andre er avklart.',
    who: 'DUELL' as const,
    english: `Another transfer (${byId}) may have made the same, and its answer was lost: this one waits for proof.`,
  }),
  DRAFT_NOT_FOUND: ({ kind }: { kind: Kind }) => {
    const { the, it, booked } = wordsFor(kind);
    return {
      message:
        kind === 'invoice'
          ? 'Ordren finnes ikke lenger i regnskapssystemet. Den kan være slettet der.'
          : 'Kladden finnes ikke lenger i regnskapssystemet. Den kan være slettet der.',
      fix: `Se etter ${the}. Er ${it} slettet, send på nytt og bekreft at ${it} ikke finnes; er ${it} ${booked}, merk som håndtert.`,
      who: 'regnskapsfører' as const,
      english: 'The draft is no longer found in the accounting system.',
    };
  },
  CONNECTION_CHANGED: ({ company, kind }: { company: string; kind: Kind }) => {
    const { The, the, it } = wordsFor(kind);
    return {
      message: `${The} ble sendt til ${company}, men avdelingen er nå koblet til noe annet. Derfor kan vi ikke spørre om ${it} kom fram.`,
      fix: `Se etter ${the} i ${company}. Koble til igjen, eller merk som håndtert.`,
      who: 'regnskapsfører' as const,
      english: 'The department is now connected elsewhere; the books it was sent to cannot be asked.',
    };
  },
  TOO_EARLY_TO_TELL: ({ until, kind }: { until: Date; kind: Kind }) => ({
    message: `${wordsFor(kind).The} ble sendt, og svaret kom ikke. ${wordsFor(kind).It} kan fortsatt komme fram til ${osloDateTime(until)}.`,
    fix: `Se etter ${wordsFor(kind).the} på nytt etter ${osloDateTime(until)}, og bekreft da.`,
    who: 'regnskapsfører' as const,
    english: 'What was sent may still come through; whoever looks now cannot tell.',
  }),
  VOUCHED_ABSENT: ({ by, note, kind }: { by: string; note: string; kind: Kind }) => ({
    message: `${by} har bekreftet at ${wordsFor(kind).the} ikke finnes i regnskapssystemet: ${note}`,
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
    message: `Det som skal sendes, ble noe annet enn det som var klargjort. Dette er alt gjort i regnskapssystemet og blir ikke brukt: ${unused}.`,
    fix: 'Ingenting.',
    who: 'regnskapsfører' as const,
    english: 'The voucher became another one; what the earlier delivery had prepared is left unused.',
  }),
  ALREADY_ON_ITS_WAY: ({ state, kind }: { state: State; kind: Kind }) => {
    const { The, it, booked } = wordsFor(kind);
    return {
      message:
        state === 'posted'
          ? `${The} er allerede ${booked} i regnskapet, så ${it} kan ikke sendes eller merkes på nytt.`
          : `${The} sendes akkurat nå.`,
      fix:
        state === 'posted'
          ? `Er noe galt med ${it}, rett det i regnskapssystemet.`
          : 'Vent til forsøket er ferdig, og se hva det ble.',
      who: 'regnskapsfører' as const,
      english: `The transfer is ${state}.`,
    };
  },
  BEING_WORKED_ON: () => ({
    message: 'Overføringen behandles akkurat nå. Det som skjer nå, kan endre hva som er riktig å gjøre.',
    fix: 'Vent et halvt minutt, se hva det ble, og prøv igjen.',
    who: 'regnskapsfører' as const,
    english: 'A worker is at this transfer right now; look again in a moment.',
  }),
  LEFT_AS_IT_IS: ({ state, kind }: { state: State; kind: Kind }) => ({
    message:
      state === 'draft'
        ? `${wordsFor(kind).The} ligger allerede som kladd i regnskapssystemet. Ingenting er sendt på nytt.`
        : 'Overføringen er merket som håndtert. Ingenting er sendt på nytt.',
    fix: `Er ${wordsFor(kind).the} slettet der, send på nytt og bekreft med en begrunnelse at ${wordsFor(kind).it} ikke finnes.`,
    who: 'regnskapsfører' as const,
    english: `The transfer is ${state} and was left as it is; vouch that it is gone to send it anew.`,
  }),
  NO_PREVIEW: () => ({
    message: 'En vare eller kunde er verken bilag eller ordre, så den har ingen forhåndsvisning.',
    fix: 'Se dokumentet i DUELL.',
    who: 'butikk' as const,
    english: 'A product or a customer becomes neither a voucher nor an order.',
  }),
  PREVIEW_OUTDATED: () => ({
    message:
      'Bilaget er blitt et annet enn det du så på: kontoplan, innstillinger eller dokument er endret imens.',
    fix: 'Se på forhåndsvisningen på nytt, og send derfra.',
    who: 'regnskapsfører' as const,
    english: 'The voucher is no longer the one whose hash was expected.',
  }),
  DRAFT_CHOICE_TOO_LATE: ({ state }: { state: State }) => ({
    message: 'Bare en overføring som er stoppet eller avvist, kan gjøres om til kladd.',
    fix: 'Endre «Type import» i innstillingene hvis de neste skal bli kladder.',
    who: 'regnskapsfører' as const,
    english: `Draft can be chosen on held and refused transfers; this one is ${state}.`,
  }),
  NO_DRAFTS_THERE: ({ system }: { system: string }) => ({
    message: `${system} kan ikke ta imot kladder.`,
    fix: 'Rett det som stopper overføringen, og send den rett i hovedbok.',
    who: 'regnskapsfører' as const,
    english: `${system} takes no drafts.`,
  }),
  NOTHING_TO_CONFIRM: ({ state }: { state: State }) => ({
    message: 'Overføringen er ikke stoppet, så det er ingenting å godkjenne.',
    fix: 'Send den uten godkjenning.',
    who: 'regnskapsfører' as const,
    english: `Only a held transfer can be confirmed; this one is ${state}.`,
  }),
  NOT_A_MATTER_OF_JUDGEMENT: ({ codes }: { codes: string[] }) => ({
    message: `${codes.join(', ')} kan ikke godkjennes bort: det må rettes.`,
    fix: 'Følg det som står på overføringen om hva som må gjøres.',
    who: 'regnskapsfører' as const,
    english: `${codes.join(', ')} is no hold that a person may let go on this transfer.`,
  }),
  CURSOR_UNKNOWN: () => ({
    message: 'Siden finnes ikke: «cursor» må være «nextCursor» fra en tidligere side.',
    fix: 'Hent listen fra begynnelsen.',
    who: 'DUELL' as const,
    english: 'The cursor is not the nextCursor of an earlier page.',
  }),
};

/** Why a transfer stands where it stands, as far as no document and no vendor is concerned. */
export const reason = reasonsOf(TRANSFER_REASONS);
