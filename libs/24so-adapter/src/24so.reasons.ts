import { reasonsOf } from '@accounting/port';
import { moduleOf } from './24so.modules.js';
import type { OperationName } from './24so.operations.js';
import { CHECK_REASONS } from './24so.reasons.checks.js';
import { DELIVERY_REASONS } from './24so.reasons.delivery.js';
import { SALES_REASONS } from './24so.reasons.sales.js';
import { MENUS, pathTo } from './24so.menus.js';

const DUELL = 'DUELL' as const;
const SHOP = 'butikk' as const;
const ACCOUNTANT = 'regnskapsfører' as const;
const BY_ITSELF = 'Ingenting. Det prøves igjen av seg selv.';

/** What can go wrong between us and 24SevenOffice, whatever is asked. */
const CALL_REASONS = {
  APPLICATION_ID_MISSING: () => ({
    message: 'Installasjonen har ingen applikasjons-id for 24SevenOffice.',
    fix: 'Sett TWENTYFOURSO_APPLICATION_ID til den id-en 24SevenOffice har gitt DUELL.',
    who: DUELL,
    english: 'No application id is configured for 24SevenOffice.',
  }),
  COMPANY_NOT_CHOSEN: () => ({
    message: 'Innloggingen når flere firma, og det er ikke valgt hvilket det skal føres i.',
    fix: 'Velg firma i innstillingene for regnskap.',
    who: SHOP,
    english: 'No company is chosen.',
  }),
  LOGIN_REFUSED: () => ({
    message:
      '24SevenOffice godtar ikke brukernavnet og passordet. Vi prøver ikke flere ganger, så brukeren ikke blir sperret.',
    fix: `Kontroller integrasjonsbrukeren under ${pathTo(MENUS.users)}, og legg inn brukernavn og passord på nytt.`,
    who: SHOP,
    english: 'The login is refused.',
  }),
  LOGIN_UNCLEAR: ({ operation, text }: { operation: OperationName; text: string }) => ({
    message: `24SevenOffice slapp oss ikke inn, men sa ikke tydelig hvorfor: «${text}» (${operation}).`,
    fix: `Kontroller integrasjonsbrukeren under ${pathTo(MENUS.users)}. Er brukernavn og passord riktige, prøver vi igjen av oss selv.`,
    who: SHOP,
    english: `${operation} neither let us in nor refused the login in known words: ${text}`,
  }),
  COMPANY_NOT_REACHED: ({ company }: { company: string }) => ({
    message: `Brukeren har ikke lenger tilgang til firmaet ${company} i 24SevenOffice.`,
    fix: `Gi integrasjonsbrukeren tilgang under ${pathTo(MENUS.users)}, eller velg et annet firma. Lagre så tilkoblingen på nytt.`,
    who: ACCOUNTANT,
    english: `The user does not reach company ${company}.`,
  }),
  IDENTITY_BLOCKED: () => ({
    message: 'Brukerens tilgang til firmaet er sperret i 24SevenOffice.',
    fix: `Opphev sperren under ${pathTo(MENUS.users)}, og lagre tilkoblingen på nytt.`,
    who: ACCOUNTANT,
    english: "The user's identity in the company is blocked.",
  }),
  WRONG_COMPANY: ({ company, got }: { company: string; got: string }) => ({
    message: `24SevenOffice logget oss inn i ${got}, ikke i ${company}. Ingenting er ført.`,
    fix: 'Velg firma på nytt i innstillingene for regnskap.',
    who: DUELL,
    english: `The login stands in ${got} and not in ${company}; nothing was written.`,
  }),
  SESSION_NOT_ACCEPTED: ({ operation }: { operation: string }) => ({
    message: `24SevenOffice godtok innloggingen, men ikke kallet ${operation} rett etterpå.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `A new session was not accepted for ${operation}.`,
  }),
  ERP_UNREACHABLE: ({ operation }: { operation: string }) => ({
    message: `24SevenOffice kan ikke nås (${operation}). Ingenting ble sendt.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `No connection for ${operation}; not a byte was sent.`,
  }),
  NO_ANSWER: ({ operation, why }: { operation: string; why: string }) => ({
    message: `24SevenOffice svarte ikke på ${operation}.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `No answer to ${operation}: ${why}`,
  }),
  ANSWER_UNREADABLE: ({ operation, why }: { operation: string; why: string }) => ({
    message: `24SevenOffice svarte noe annet enn ventet på ${operation}.`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `The answer to ${operation} cannot be read: ${why}`,
  }),
  ANSWER_TOO_LARGE: ({ operation, why }: { operation: string; why: string }) => ({
    message: `24SevenOffice svarte på ${operation} med mer enn vi kan lese på én gang. Ingenting er endret der.`,
    fix: 'Meld fra til DUELL: dette regnskapet er større enn programmet er laget for. Å prøve igjen hjelper ikke.',
    who: DUELL,
    english: `The answer to ${operation} is more than is read: ${why}`,
  }),
  OUTCOME_UNKNOWN: ({ operation, why, said }: { operation: string; why: string; said?: string }) => ({
    message: said
      ? `24SevenOffice svarte «${said}» (${operation}), og det sier ikke om det ble lagret.`
      : `Det er sendt til 24SevenOffice (${operation}), men svaret kom ikke fram. Det kan være lagret.`,
    fix: 'Ingenting. Vi spør 24SevenOffice før noe sendes på nytt.',
    who: DUELL,
    english: `${said ? `The answer to ${operation} tells nothing` : `The answer to ${operation} was lost`}: ${why}`,
  }),
  RATE_LIMITED: ({ until }: { until: string }) => ({
    message: `24SevenOffice tar ikke imot flere forespørsler fra denne brukeren før ${until}.`,
    fix: 'Ingenting. Overføringen fortsetter av seg selv.',
    who: DUELL,
    english: `Quarantined by the vendor until ${until}.`,
  }),
  READ_FAILED: ({ operation, text }: { operation: string; text: string }) => ({
    message: `24SevenOffice kunne ikke svare på ${operation}: «${text}»`,
    fix: BY_ITSELF,
    who: DUELL,
    english: `${operation} answered a fault: ${text}`,
  }),
  REQUEST_NOT_UNDERSTOOD: ({ operation, text }: { operation: string; text: string }) => ({
    message: `24SevenOffice forstår ikke forespørselen ${operation}: «${text}»`,
    fix: 'Meld fra til DUELL: feilen er i programmet.',
    who: DUELL,
    english: `${operation} was not understood: ${text}`,
  }),
  RIGHTS_MISSING: ({ operation, text }: { operation: OperationName; text: string }) => ({
    message: `Integrasjonsbrukeren mangler tilgang til ${moduleOf(operation)} i 24SevenOffice (${operation}): «${text}»`,
    fix: `Gi brukeren tilgang til CRM, Accounting, Admin, Products og Invoicing under ${pathTo(MENUS.users)}.`,
    who: ACCOUNTANT,
    english: `The user lacks rights for ${operation}: ${text}`,
  }),
  NOT_A_NUMBER: ({ what, text }: { what: string; text: string }) => ({
    message: `${what} «${text}» er ikke et tall, og 24SevenOffice tar bare tall.`,
    fix: 'Rett verdien i kontoplanen i DUELL.',
    who: SHOP,
    english: `${what} "${text}" is not a number.`,
  }),
};

/** Every text of this adapter; docs/errors.md is held against it. */
export const TWENTYFOURSO_REASONS = {
  ...CALL_REASONS,
  ...DELIVERY_REASONS,
  ...SALES_REASONS,
  ...CHECK_REASONS,
};

export const reason = reasonsOf(TWENTYFOURSO_REASONS);
