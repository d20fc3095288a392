import {
  norwegianDate,
  norwegianKroner,
  osloDateTime,
  reasonsOf,
  type CivilDate,
  type Ore,
} from '@accounting/port';

/** What the in-memory books and tools say. */
export const testKitReason = reasonsOf({
  ACCOUNT_UNKNOWN: ({ account }: { account: string }) => ({
    message: `Regnskapet har ingen konto ${account}.`,
    fix: `Opprett konto ${account} i regnskapet, eller velg en annen i kontoplanen.`,
    who: 'regnskapsfører',
    english: `The books have no account ${account}.`,
  }),
  VAT_CODE_UNKNOWN: ({ vatCode, account }: { vatCode: string; account: string }) => ({
    message: `Regnskapet har ingen mva-kode ${vatCode} (linjen på konto ${account}).`,
    fix: 'Velg en mva-kode som finnes i regnskapet.',
    who: 'regnskapsfører',
    english: `The books have no VAT code ${vatCode} (line on account ${account}).`,
  }),
  DEPARTMENT_UNKNOWN: ({ department }: { department: string }) => ({
    message: `Regnskapet har ingen avdeling ${department}.`,
    fix: 'Velg en avdeling som finnes i regnskapet.',
    who: 'regnskapsfører',
    english: `The books have no department ${department}.`,
  }),
  VOUCHER_TYPE_UNKNOWN: ({ voucherType }: { voucherType: string }) => ({
    message: `Regnskapet har ingen bilagsart ${voucherType}.`,
    fix: 'Velg en bilagsart som finnes i regnskapet.',
    who: 'regnskapsfører',
    english: `The books have no voucher type ${voucherType}.`,
  }),
  VOUCHER_EMPTY: ({ text }: { text: string }) => ({
    message: `Bilaget «${text}» har ingen linjer.`,
    fix: 'Meld fra til DUELL: et tomt bilag skulle ikke vært sendt.',
    who: 'DUELL',
    english: `The voucher "${text}" has no lines.`,
  }),
  VOUCHER_UNBALANCED: ({ difference }: { difference: Ore }) => ({
    message: `Debet og kredit i bilaget er ikke like: differansen er ${norwegianKroner(difference)}.`,
    fix: 'Meld fra til DUELL: bilaget skulle vært stanset før det ble sendt.',
    who: 'DUELL',
    english: `Debit and credit differ by ${difference} øre.`,
  }),
  YEAR_LOCKED: ({ date }: { date: CivilDate }) => ({
    message: `Regnskapsåret for ${norwegianDate(date)} er låst eller ikke opprettet.`,
    fix: 'Åpne regnskapsåret, og send på nytt.',
    who: 'regnskapsfører',
    english: `The accounting year of ${date} is locked or missing.`,
  }),
  NUMBER_TAKEN: ({ number }: { number: number }) => ({
    message: `Bilagsnummer ${number} er brukt av et annet bilag.`,
    fix: 'Ingenting: neste ledige nummer brukes.',
    who: 'DUELL',
    english: `Voucher number ${number} is taken by another voucher.`,
  }),
  VOUCHER_GONE: ({ id }: { id: string }) => ({
    message: `Utkastet ${id} er ikke lenger i regnskapet: noen har slettet det.`,
    fix: 'Finn ut hvorfor det ble slettet, og send på nytt.',
    who: 'regnskapsfører',
    english: `Draft ${id} is no longer in the books: somebody deleted it.`,
  }),
  CHANGED_BY_A_PERSON: ({ marker }: { marker: string }) => ({
    message: `Bilaget merket [${marker}] er endret i regnskapet.`,
    fix: 'Se over bilaget.',
    who: 'regnskapsfører',
    english: `The voucher marked [${marker}] was changed in the books.`,
  }),
  DRAFT_NOT_PROVABLE: ({ marker }: { marker: string }) => ({
    message: `Svaret ble borte, og regnskapet kan ikke vise om utkastet merket [${marker}] ble lagret.`,
    fix: 'Se etter det blant utkastene.',
    who: 'regnskapsfører',
    english: `The answer was lost and these books cannot show whether the draft marked [${marker}] was saved.`,
  }),
  ANSWER_LOST: ({ operation }: { operation: string }) => ({
    message: `Svaret på ${operation} kom aldri.`,
    fix: 'Ingenting: regnskapet blir spurt om det kom fram.',
    who: 'DUELL',
    english: `The answer to ${operation} never came.`,
  }),
  BOOKS_DOWN: ({ operation }: { operation: string }) => ({
    message: `Regnskapet svarer ikke (${operation}).`,
    fix: 'Ingenting: det prøves igjen.',
    who: 'DUELL',
    english: `The books do not answer (${operation}).`,
  }),
  LOGIN_REFUSED: ({ username }: { username: string }) => ({
    message: `Regnskapet godtar ikke brukernavn og passord for ${username}.`,
    fix: 'Skriv inn brukernavn og passord på nytt.',
    who: 'butikk',
    english: `The books refuse user name and password of ${username}.`,
  }),
  COMPANY_UNKNOWN: ({ company }: { company: string }) => ({
    message: `Brukeren når ikke firmaet ${company}.`,
    fix: 'Velg et firma på nytt.',
    who: 'butikk',
    english: `The user does not reach company ${company}.`,
  }),
  STEP_UNDECIDED: ({ step }: { step: string }) => ({
    message: `Det er ikke sikkert om «${step}» kom fram.`,
    fix: 'Ingenting: regnskapet blir spurt.',
    who: 'DUELL',
    english: `It is not known what came of "${step}".`,
  }),
  SEND_WINDOW_OVER: ({ step }: { step: string }) => ({
    message: `Det tok for lang tid før «${step}» kunne sendes. Ingenting er sendt.`,
    fix: 'Ingenting: det prøves igjen.',
    who: 'DUELL',
    english: `The time to send "${step}" was over. Nothing was sent.`,
  }),
  COMPANY_NOT_CHOSEN: () => ({
    message: 'Ingen firma er valgt.',
    fix: 'Velg et firma.',
    who: 'butikk',
    english: 'No company is chosen.',
  }),
  BUDGET_CLOSED: ({ until }: { until: Date }) => ({
    message: `Regnskapet tar ikke imot flere kall før ${osloDateTime(until)}.`,
    fix: 'Ingenting: det prøves igjen da.',
    who: 'DUELL',
    english: `The books take no more calls before ${until.toISOString()}.`,
  }),
});
