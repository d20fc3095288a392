import { norwegianDate, type CivilDate } from '@accounting/port';
import { MENUS, pathTo } from './24so.menus.js';

const SHOP = 'butikk' as const;
const ACCOUNTANT = 'regnskapsfører' as const;

/** What "Test integrasjon" finds, beside what stops a call or a delivery. */
export const CHECK_REASONS = {
  DEPARTMENT_NOT_CHOSEN: () => ({
    message: 'Flere avdelinger er slått på, men det er ikke valgt avdeling i 24SevenOffice.',
    fix: 'Velg avdeling i innstillingene for regnskap.',
    who: SHOP,
    english: 'Several departments, and none is chosen.',
  }),
  DEPARTMENT_UNKNOWN: ({ department }: { department: string }) => ({
    message: `Avdelingen ${department} finnes ikke i 24SevenOffice.`,
    fix: `Velg en annen avdeling, eller opprett den under ${pathTo(MENUS.departments)}.`,
    who: ACCOUNTANT,
    english: `There is no department ${department}.`,
  }),
  SEVERAL_COMPANIES: ({ count, company }: { count: number; company: string }) => ({
    message: `Innloggingen når ${count} firma. Det føres i ${company}.`,
    fix: 'Slå på «Flere firma» og velg firma, hvis det skal være et annet.',
    who: SHOP,
    english: `The login reaches ${count} companies; ${company} is used.`,
  }),
  TYPE_GROUP_MISSING: ({ accounts }: { accounts: string[] }) => ({
    message: `Disse kontoene har ingen typegruppe i 24SevenOffice: ${accounts.join(', ')}.`,
    fix: `Lag typegruppe under ${pathTo(MENUS.typeGroups)}.`,
    who: ACCOUNTANT,
    english: `Accounts without a type group: ${accounts.join(', ')}.`,
  }),
  ACCOUNT_VAT_DIFFERS: ({ account, own, role }: { account: string; own: string; role: string }) => ({
    message: `Konto ${account} har mva-kode ${own} i 24SevenOffice, men kontoplanen i DUELL sier ${role}. DUELLs kode brukes.`,
    fix: `Se over koden i kontoplanen i DUELL, eller på kontoen under ${pathTo(MENUS.accounts)}.`,
    who: ACCOUNTANT,
    english: `Account ${account} has VAT code ${own} of its own; the plan says ${role}.`,
  }),
  NEXT_YEAR_MISSING: ({ year }: { year: number }) => ({
    message: `Regnskapsåret ${year} er ikke opprettet i 24SevenOffice ennå.`,
    fix: `Opprett det under ${pathTo(MENUS.years)} før nyttår.`,
    who: ACCOUNTANT,
    english: `Fiscal year ${year} is not set up yet.`,
  }),
  YEAR_LOCKED: ({ date }: { date: CivilDate }) => ({
    message: `Regnskapsåret som ${norwegianDate(date)} hører til, er låst i 24SevenOffice.`,
    fix: `Lås det opp under ${pathTo(MENUS.years)}.`,
    who: ACCOUNTANT,
    english: `The fiscal year of ${date} is locked.`,
  }),
  RIGHTS_NOT_SEEN: ({ module, said }: { module: string; said: string }) => ({
    message: `Vi fikk ikke sett om integrasjonsbrukeren har tilgang til ${module}. ${said}`,
    fix: `Se etter at brukeren har den, under ${pathTo(MENUS.users)}, og test på nytt.`,
    who: ACCOUNTANT,
    english: `Whether the user has rights to ${module} was not seen.`,
  }),
  GIFTCARD_MISSING: ({ number, account }: { number: string; account?: string }) => ({
    message: `Produktet ${number} finnes ikke i 24SevenOffice. Det trengs når gavekort selges på faktura.`,
    fix: `Opprett det under ${pathTo(MENUS.newProduct)}: varenummer ${number}, typegruppe mot gavekortkontoen${account ? ` ${account}` : ''}, uten mva.`,
    who: ACCOUNTANT,
    english: `There is no product ${number}.`,
  }),
  GIFTCARD_MISSPELT: ({ number, misspelt }: { number: string; misspelt: string }) => ({
    message: `Produktet for gavekort har varenummer ${misspelt} i 24SevenOffice. Det skal være ${number}, med store bokstaver, ellers finner vi det ikke.`,
    fix: `Endre varenummeret til ${number} på produktet under ${pathTo(MENUS.products)}.`,
    who: ACCOUNTANT,
    english: `There is a product ${misspelt} and none with number ${number}.`,
  }),
  GIFTCARD_EXPIRED: ({ number }: { number: string }) => ({
    message: `Produktet ${number} er utgått (inaktivt) i 24SevenOffice, så gavekort kan ikke selges på faktura.`,
    fix: `Gjør det aktivt igjen under ${pathTo(MENUS.products)}.`,
    who: ACCOUNTANT,
    english: `Product ${number} is expired.`,
  }),
  GIFTCARD_TWICE: ({ number, ids }: { number: string; ids: string[] }) => ({
    message: `Flere aktive produkter har varenummer ${number} i 24SevenOffice (id ${ids.join(', ')}). Vi kan ikke vite hvilket som er det rette, så fakturaer med gavekort stoppes.`,
    fix: `La ett av dem beholde nummeret: endre nummeret på de andre, eller gjør dem utgått, under ${pathTo(MENUS.products)}.`,
    who: ACCOUNTANT,
    english: `Several active products have number ${number}: ${ids.join(', ')}.`,
  }),
  GIFTCARD_HAS_VAT: ({ number, rate }: { number: string; rate: number }) => ({
    message: `Produktet ${number} har ${rate} % mva i 24SevenOffice. Et gavekort selges uten mva; ellers betales den to ganger.`,
    fix: `Velg en typegruppe uten mva, mot gavekortkontoen, på produktet under ${pathTo(MENUS.products)}.`,
    who: ACCOUNTANT,
    english: `Product ${number} has ${rate} % VAT.`,
  }),
};
