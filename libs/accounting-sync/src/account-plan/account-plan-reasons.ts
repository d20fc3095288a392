import { reasonsOf, type Texts } from '@accounting/port';
import { roleName } from './role-names.js';

/** Roles of the account plan, such as `payment:visa`. */
type Roles = { roles: string[] };

const names = (roles: string[]) => roles.map(roleName).join(', ');

/** What can be wrong with an account plan, when it is saved and when a settlement meets it. */
export const ACCOUNT_PLAN_REASONS = {
  ACCOUNT_NOT_MAPPED: ({ roles }: Roles): Texts => ({
    message: `Kontoplanen mangler konto for: ${names(roles)}. Beløp i oppgjøret har derfor ikke noe sted å gå.`,
    fix: 'Fyll inn kontoene i kontoplanen (Regnskap > Kontoplan) og lagre. Oppgjøret prøves da igjen av seg selv.',
    who: 'regnskapsfører',
    english: `The account plan has no account for: ${roles.join(', ')}`,
  }),
  ACCOUNT_UNKNOWN: ({ account, roles }: Roles & { account: string }): Texts => ({
    message: `Konto ${account} (${names(roles)}) finnes ikke i regnskapssystemets kontoplan.`,
    fix: 'Rett kontonummeret, eller opprett kontoen i regnskapssystemet og hent listen på nytt.',
    who: 'regnskapsfører',
    english: `Account ${account} (${roles.join(', ')}) is not in the accounting system's chart of accounts`,
  }),
  VAT_CODE_MISSING: ({ roles }: Roles): Texts => ({
    message: `Disse salgskontoene mangler mva-kode i kontoplanen: ${names(roles)}. Uten koden blir merverdiavgiften feil.`,
    fix: 'Velg mva-kode for hver av dem i kontoplanen, også når satsen er 0 %, og lagre.',
    who: 'regnskapsfører',
    english: `These sales roles have no VAT code: ${roles.join(', ')}`,
  }),
  VAT_CODE_UNKNOWN: ({ roles, vatCode }: Roles & { vatCode: string }): Texts => ({
    message: `Mva-kode ${vatCode} (${names(roles)}) finnes ikke i regnskapssystemets mva-liste.`,
    fix: 'Velg en kode fra listen i kontoplanen, eller hent listen på nytt hvis koden nettopp er opprettet.',
    who: 'regnskapsfører',
    english: `VAT code ${vatCode} (${roles.join(', ')}) is not in the accounting system's list`,
  }),
  VAT_NOT_ALLOWED_HERE: ({ roles }: Roles): Texts => ({
    message: `Mva-kode med sats over 0 % er valgt for: ${names(roles)}. Bare salg har merverdiavgift; her ville den blitt betalt to ganger eller trukket feil.`,
    fix: 'Fjern mva-koden fra disse radene i kontoplanen og lagre.',
    who: 'regnskapsfører',
    english: `Only sales carry VAT; a VAT code with a rate above 0 is not allowed on: ${roles.join(', ')}`,
  }),
  SUBLEDGER_NEEDS_CUSTOMER: ({ account, roles }: Roles & { account: string }): Texts => ({
    message: `Konto ${account} (${names(roles)}) hører til reskontroen, og regnskapssystemet tar ikke imot beløp der uten et kundenummer.`,
    fix: 'Oppgi kundenummeret fra regnskapssystemet på raden i kontoplanen, eller velg en konto utenfor reskontroen.',
    who: 'regnskapsfører',
    english: `Account ${account} (${roles.join(', ')}) is behind the sub-ledger and needs a customer number`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

export const accountPlanReason = reasonsOf(ACCOUNT_PLAN_REASONS);
