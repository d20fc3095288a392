import { norwegianDate, type CivilDate } from '@accounting/port';
import { MENUS, pathTo } from './24so.menus.js';

const DUELL = 'DUELL' as const;
const ACCOUNTANT = 'regnskapsfører' as const;
const SEND_AGAIN = 'og send på nytt.';

/** What keeps a voucher out of the books, and what is said of one that is in them. */
export const DELIVERY_REASONS = {
  VOUCHER_TYPE_MISSING: () => ({
    message: 'Det er ikke valgt bilagsart.',
    fix: `Velg bilagsart i kontoplanen i DUELL. Listen er den under ${pathTo(MENUS.voucherTypes)}.`,
    who: ACCOUNTANT,
    english: 'No voucher type is chosen.',
  }),
  VOUCHER_TYPE_UNKNOWN: ({ voucherType }: { voucherType: string }) => ({
    message: `24SevenOffice har ingen bilagsart ${voucherType}.`,
    fix: `Velg en annen bilagsart i kontoplanen i DUELL, eller opprett den under ${pathTo(MENUS.voucherTypes)}.`,
    who: ACCOUNTANT,
    english: `There is no voucher type ${voucherType}.`,
  }),
  NO_VOUCHER_NUMBER: ({ voucherType, year }: { voucherType: string; year: number }) => ({
    message: `24SevenOffice gir ikke noe bilagsnummer for bilagsart ${voucherType} i ${year}. Nummerserien mangler, eller året er ikke satt opp.`,
    fix: `Gi bilagsarten en nummerserie under ${pathTo(MENUS.voucherTypes)}, ${SEND_AGAIN}`,
    who: ACCOUNTANT,
    english: `GetEntryId gives no number for voucher type ${voucherType} in ${year}.`,
  }),
  FISCAL_YEAR_MISSING: ({ date }: { date: CivilDate }) => ({
    message: `Regnskapsåret for ${norwegianDate(date)} er ikke opprettet i 24SevenOffice.`,
    fix: `Opprett regnskapsåret under ${pathTo(MENUS.years)}, ${SEND_AGAIN}`,
    who: ACCOUNTANT,
    english: `There is no fiscal year for ${date}.`,
  }),
  PERIOD_LOCKED: ({ date, text }: { date?: CivilDate; text?: string }) => ({
    message: `Regnskapsåret eller perioden${date ? ` for ${norwegianDate(date)}` : ''} er låst i 24SevenOffice${text ? ` («${text}»)` : ''}. Vi flytter aldri et oppgjør til en annen dato.`,
    fix: `Lås opp under ${pathTo(MENUS.years)}, ${SEND_AGAIN} Eller send som kladd, og velg dato der.`,
    who: ACCOUNTANT,
    english: `The year or period is locked: ${date ?? text ?? ''}`,
  }),
  ACCOUNT_MISSING: ({ accounts }: { accounts: string[] }) => ({
    message: `24SevenOffice har ikke ${accounts.length > 1 ? 'kontoene' : 'konto'} ${accounts.join(', ')}.`,
    fix: `Opprett under ${pathTo(MENUS.accounts)}, eller velg en annen konto i kontoplanen i DUELL.`,
    who: ACCOUNTANT,
    english: `Accounts that do not exist: ${accounts.join(', ')}.`,
  }),
  TAX_CODE_MISSING: ({ codes }: { codes: string[] }) => ({
    message: `24SevenOffice har ikke mva-kode ${codes.join(', ')}.`,
    fix: `Velg en mva-kode som finnes under ${pathTo(MENUS.vatCodes)}, i kontoplanen i DUELL.`,
    who: ACCOUNTANT,
    english: `VAT codes that do not exist: ${codes.join(', ')}.`,
  }),
  DIMENSION_REQUIRED: ({ what, text }: { what: string; text: string }) => ({
    message: `En konto i bilaget krever ${what}: «${text}»`,
    fix: `Velg ${what} for kontoen i DUELL, eller ta bort kravet under ${pathTo(MENUS.accounts)}.`,
    who: ACCOUNTANT,
    english: `An account demands a dimension: ${text}`,
  }),
  REFUSED_BY_ERP: ({ operation, text }: { operation: string; text: string }) => ({
    message: `24SevenOffice sa nei (${operation}): «${text}»`,
    fix: 'Rett det svaret peker på i 24SevenOffice eller i kontoplanen i DUELL, og send på nytt.',
    who: ACCOUNTANT,
    english: `${operation} was refused: ${text}`,
  }),
  NUMBER_IN_USE: ({ text }: { text: string }) => ({
    message: `24SevenOffice svarte at bilaget eller nummeret er i bruk: «${text}». Det kan være vårt eget bilag.`,
    fix: 'Ingenting. Vi ser etter i 24SevenOffice før noe sendes på nytt.',
    who: DUELL,
    english: `Answered as a duplicate: ${text}`,
  }),
  NUMBER_TAKEN: ({ number, year }: { number: number; year: number }) => ({
    message: `Bilagsnummer ${number} i ${year} er brukt av et annet bilag.`,
    fix: 'Ingenting. Neste ledige nummer brukes.',
    who: DUELL,
    english: `Voucher number ${number} of ${year} is on another voucher.`,
  }),
  STAMP_SHARED: ({ stamp }: { stamp: number }) => ({
    message: `Stempelnummer ${stamp} ble tatt av noen andre mens dokumentet ble lastet opp. Bildet vårt ligger igjen der.`,
    fix: 'Dokumentet lastes opp på nytt med et nytt stempelnummer. Bildet som ligger igjen, kan slettes.',
    who: ACCOUNTANT,
    english: `Stamp ${stamp} does not hold our files and no other; a new one is taken.`,
  }),
  UPLOAD_DAMAGED: ({ fileId }: { fileId: number }) => ({
    message: `Dokumentet kom ikke helt fram til 24SevenOffice (fil ${fileId}). Det ble ikke lagret der.`,
    fix: 'Ingenting. Det lastes opp på nytt.',
    who: DUELL,
    english: `Size or checksum of file ${fileId} differs; it was never saved.`,
  }),
  UPLOAD_GONE: ({ fileId }: { fileId: number }) => ({
    message: `Dokumentet som var lastet opp (fil ${fileId}), er borte hos 24SevenOffice uten å ha blitt lagret.`,
    fix: 'Ingenting. Det lastes opp på nytt.',
    who: DUELL,
    english: `File ${fileId} is gone and was never saved.`,
  }),
  DOCUMENT_NOT_DRAWN: () => ({
    message: 'Oppgjøret kan ikke tegnes som bilder, og 24SevenOffice tar det ikke som PDF.',
    fix: 'Meld fra til DUELL med overføringens id.',
    who: DUELL,
    english: 'The pages of the PDF could not be drawn.',
  }),
  PDF_NOT_TAKEN: () => ({
    message: '24SevenOffice tok ikke dokumentet som PDF.',
    fix: 'Ingenting. Det sendes som bilder.',
    who: DUELL,
    english: 'The PDF was refused when it was saved; pictures are sent instead.',
  }),
  ATTACHMENT_REFUSED: ({ text }: { text: string }) => ({
    message: `24SevenOffice tar dokumentet verken som PDF eller som bilder: «${text}». Et oppgjør føres ikke uten sitt dokument.`,
    fix: 'Gi integrasjonsbrukeren tilgang til bilagsmodulen, eller be DUELL ta det opp med 24SevenOffice.',
    who: ACCOUNTANT,
    english: `Neither form of the document was accepted: ${text}`,
  }),
  LEDGER_DIFFERS: ({ accounts }: { accounts: string[] }) => ({
    message: `Bilaget er ført, men beløpene er andre enn DUELL sendte (${accounts.join(', ')}). Noen har endret det.`,
    fix: `Se over bilaget under ${pathTo(MENUS.ledger)}.`,
    who: ACCOUNTANT,
    english: `The voucher is in the ledger with other sums on ${accounts.join(', ')}.`,
  }),
  LEDGER_DATE_DIFFERS: ({ sent, found }: { sent: CivilDate; found: CivilDate }) => ({
    message: `Bilaget er ført ${norwegianDate(found)}, men DUELL sendte det med dato ${norwegianDate(sent)}. Noen har endret det.`,
    fix: `Se over bilaget under ${pathTo(MENUS.ledger)}.`,
    who: ACCOUNTANT,
    english: `The voucher is dated ${found} instead of ${sent}.`,
  }),
  SEVERAL_VOUCHERS: ({ number, others }: { number: number; others: number[] }) => ({
    message: `Oppgjøret er ført som bilag ${number}, og samme merke står også på bilag ${others.join(', ')}. Noen har rettet eller delt det.`,
    fix: `Se over bilagene under ${pathTo(MENUS.ledger)}.`,
    who: ACCOUNTANT,
    english: `The marker of voucher ${number} is also on ${others.join(', ')}.`,
  }),
  FOUND_BEFORE_SENDING: (there: { number: number; date: CivilDate; stamp: number; unused: number }) => ({
    message: `Bilaget sto der fra før (nr. ${there.number}, ${norwegianDate(there.date)}${there.stamp > 0 ? `, stempel ${there.stamp}` : ', uten stempel'}) og ble ikke sendt på nytt. Vedlegget som ble lastet opp nå (stempel ${there.unused}), er ikke brukt.`,
    fix: `Se over bilaget under ${pathTo(MENUS.ledger)}. Vedlegget som ikke er brukt, kan slettes.`,
    who: ACCOUNTANT,
    english: `Voucher ${there.number} of ${there.date} stood there already and was not sent again; the document uploaded now (stamp ${there.unused}) is not used.`,
  }),
  POSTED_NUMBER_UNKNOWN: ({ stamp }: { stamp: string }) => ({
    message: `24SevenOffice sier at kladden er bokført, men vi finner ikke bilaget igjen verken på merket eller på stempelnummer ${stamp}.`,
    fix: `Se etter bilaget under ${pathTo(MENUS.ledger)}.`,
    who: ACCOUNTANT,
    english: `Posted by its stamp ${stamp}, but not found in the ledger.`,
  }),
  DRAFT_NOT_PROVABLE: ({ marker }: { marker: string }) => ({
    message: `Svaret ble borte, og 24SevenOffice kan ikke vise om kladden merket [${marker}] ble lagret.`,
    fix: `Se etter kladden under ${pathTo(MENUS.drafts)}. Er den der, merk overføringen som håndtert; er den ikke der, send på nytt.`,
    who: ACCOUNTANT,
    english: `It cannot be proven whether the draft marked [${marker}] was saved.`,
  }),
};
