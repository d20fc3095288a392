import {
  decimalKroner,
  norwegianDate,
  norwegianKroner,
  reasonsOf,
  type CivilDate,
  type Ore,
  type Texts,
} from '@accounting/port';
import { type NamedSale, percent } from './sale-text.js';

const kr = (ore: Ore) => `${norwegianKroner(ore)} kr`;

/** VAT of one standard code, from the two who calculate it. Øre. */
export interface VatComparison {
  vatCode: string;
  /** The report's own. */
  z: Ore;
  /** What the accounting system will make of the posted lines. */
  ledger: Ore;
  /** `z` less `ledger`. */
  difference: Ore;
}

const NOTHING_SENT = 'Ingenting er sendt til regnskapet.';
const CONFIRM = 'eller godkjenn overføringen med en begrunnelse hvis tallene er riktige';

/** Why a settlement is held. */
export const Z_REPORT_HOLDS = {
  Z_REPORT_UNBALANCED: ({ sales, payments }: { sales: Ore; payments: Ore }): Texts => ({
    message:
      `Oppgjøret går ikke opp. Salg og andre poster er til sammen ${kr(sales)}, betalingene ${kr(payments)}: ` +
      `${sales > payments ? 'salgssiden' : 'betalingssiden'} er ${kr(Math.abs(sales - payments))} størst. ${NOTHING_SENT}`,
    fix: 'Meld fra til DUELL med Z-nummeret. Når en rettet rapport kommer, går den av seg selv.',
    who: 'DUELL',
    english:
      `The report does not balance: sales and the rest ${decimalKroner(sales)}, payments ${decimalKroner(payments)}, ` +
      `difference ${decimalKroner(sales - payments)} NOK`,
  }),
  SALES_LINE_SUM_DIFFERS: ({ lines }: { lines: (NamedSale & { difference: Ore })[] }): Texts => ({
    message:
      `Netto pluss mva er ikke lik brutto på: ` +
      `${listed(lines, ({ text, difference }) => `${text} (differanse ${kr(difference)})`)}. ${NOTHING_SENT}`,
    fix: 'Meld fra til DUELL med Z-nummeret. Når en rettet rapport kommer, går den av seg selv.',
    who: 'DUELL',
    english: `net + vat is not gross in ${listed(lines, ({ path, difference }) => `${path} (${decimalKroner(difference)})`)}`,
  }),
  DATE_IMPLAUSIBLE: ({
    businessDate,
    closedOn,
  }: {
    businessDate: CivilDate;
    closedOn: CivilDate;
  }): Texts => ({
    message:
      `Oppgjøret gjelder ${norwegianDate(businessDate)}, men kassen ble gjort opp ${norwegianDate(closedOn)}. ` +
      `Datoen kan ikke være etter oppgjøret eller mer enn 400 dager før. Vi flytter aldri en dato selv.`,
    fix: `Se om «Oppgjøret gjelder» ble tastet feil, og meld fra til DUELL om rettelse, ${CONFIRM}.`,
    who: 'butikk',
    english: `The settlement is for ${businessDate} and was closed on ${closedOn}: after it, or over 400 days before`,
  }),
  CREDIT_SALE_IN_CASH_SALES: ({ amount }: { amount: Ore }): Texts => ({
    message:
      `Betalt på kundekonto og fakturert salg er samme beløp, ${kr(amount)}. ` +
      `Trolig er fakturasalget også med i kontantsalget, og det ville blitt ført to ganger.`,
    fix: `Se om kundekonto-beløpet er det samme salget som fakturaen. Be om rettet rapport, ${CONFIRM}.`,
    who: 'regnskapsfører',
    english: `customerAccount equals creditSales, ${decimalKroner(amount)} NOK: the credit sale seems to be in the cash sales`,
  }),
  VAT_RATE_DIFFERS: ({ lines }: { lines: (NamedSale & { vatCode: string; rate: number })[] }): Texts => ({
    message:
      `Mva-satsen i oppgjøret er en annen enn i regnskapssystemet: ` +
      `${listed(lines, ({ text, vatCode, rate }) => `${text}, men mva-kode ${vatCode} har ${percent(rate)}`)}.`,
    fix: `Velg riktig mva-kode i kontoplanen, ${CONFIRM}.`,
    who: 'regnskapsfører',
    english: `VAT rates differ: ${listed(lines, ({ path, vatCode, rate }) => `${path}, ERP code ${vatCode} is ${rate} %`)}`,
  }),
  VAT_AMOUNT_DIFFERS: ({ lines }: { lines: (NamedSale & { vat: Ore; calculated: Ore })[] }): Texts => ({
    message:
      `Mva-beløpet i oppgjøret passer ikke med satsen: ` +
      `${listed(lines, ({ text, vat, calculated }) => `${text} har ${kr(vat)}, satsen gir ${kr(calculated)}`)}.`,
    fix: `Meld fra til DUELL om rettet rapport, ${CONFIRM}.`,
    who: 'regnskapsfører',
    english:
      'VAT amounts do not fit their rates: ' +
      listed(
        lines,
        (l) => `${l.path} has ${decimalKroner(l.vat)}, its rate gives ${decimalKroner(l.calculated)}`,
      ),
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** What is said about a settlement that goes all the same. */
export const Z_REPORT_NOTES = {
  CASH_EXPECTED_DIFFERS: ({ expected, calculated }: { expected: Ore; calculated: Ore }): Texts => ({
    message:
      `Kassen ventet ${kr(expected)} i skuffen, men inngående veksel og kontantbetalinger gir ${kr(calculated)}. ` +
      `Kassedifferansen er ført etter kassens eget tall.`,
    fix: 'Se om penger er lagt i eller tatt ut av skuffen uten å bli registrert.',
    who: 'butikk',
    english: `expected cash ${decimalKroner(expected)} is not opening float + cash payments ${decimalKroner(calculated)}`,
  }),
  FLOAT_BROKEN: ({ openingFloat, closingFloat }: { openingFloat: Ore; closingFloat: Ore }): Texts => ({
    message: `Inngående veksel er ${kr(openingFloat)}, men forrige oppgjør sluttet med ${kr(closingFloat)} i skuffen.`,
    fix: 'Se om veksel er lagt i eller tatt ut mellom oppgjørene, og om det er ført.',
    who: 'butikk',
    english: `opening float ${decimalKroner(openingFloat)} is not the closing float before it, ${decimalKroner(closingFloat)}`,
  }),
  STOCK_CHANGE_ABSENT: (): Texts => ({
    message:
      'Beholdningsendring er slått på, men oppgjøret har ingen tall for varelageret. Ingen endring er ført.',
    fix: 'Meld fra til DUELL hvis varelageret skulle vært med, eller slå av Beholdningsendring.',
    who: 'DUELL',
    english: 'Stock change is switched on and the report has none (which is not 0)',
  }),
  VAT_DIFFERS_IN_LEDGER: ({ codes }: { codes: VatComparison[] }): Texts => ({
    message:
      `Regnskapet regner mva av dagens sum, kassen av hvert salg. Det gir små forskjeller: ` +
      `${listed(codes, (c) => `kode ${c.vatCode}: Z ${kr(c.z)}, regnskap ${kr(c.ledger)}, differanse ${kr(c.difference)}`)}.`,
    fix: 'Ingenting. Forskjellen er avrunding og forklarer avviket ved avstemming av mva.',
    who: 'regnskapsfører',
    english:
      'VAT in the ledger differs slightly: ' +
      listed(codes, (c) => `code ${c.vatCode}: Z ${decimalKroner(c.z)}, ledger ${decimalKroner(c.ledger)}`),
  }),
  CREDIT_SALES_NOT_TRANSFERRED: (facts: {
    amount: Ore;
    why: 'invoices-off' | 'not-arrived';
    invoiceIds: string[];
  }): Texts => ({
    message:
      `Dagen har fakturert salg for ${kr(facts.amount)} som ikke er overført${listOf(facts.invoiceIds)}: ` +
      (facts.why === 'invoices-off'
        ? 'overføring av fakturaer er slått av.'
        : 'fakturagrunnlaget er ikke kommet.'),
    fix:
      facts.why === 'invoices-off'
        ? 'Før salget i regnskapet på annen måte, eller slå på Fakturaer.'
        : 'Se om fakturaen er laget i DUELL, og meld fra til DUELL hvis den er det.',
    who: 'regnskapsfører',
    english: `credit sales of ${decimalKroner(facts.amount)} NOK are not transferred (${facts.why})${listOf(facts.invoiceIds)}`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

export const Z_REPORT_REASONS = { ...Z_REPORT_HOLDS, ...Z_REPORT_NOTES };

export const zReportReason = reasonsOf(Z_REPORT_REASONS);

/** The first ten, and how many more there are. */
function listed<T>(items: T[], text: (item: T) => string): string {
  const shown = items.slice(0, 10).map(text).join('; ');
  return items.length > 10 ? `${shown} … (+${items.length - 10})` : shown;
}

function listOf(ids: string[]): string {
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}
