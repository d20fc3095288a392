import { decimalKroner, norwegianKroner, type Ore, reasonsOf, type Texts } from '@accounting/port';
import { type SumFault } from './invoice-sums.js';
import { type NamedLine } from './line-text.js';

export const INVOICE_REASONS = {
  INVOICE_SUM_DIFFERS: ({ faults }: { faults: SumFault[] }): Texts => ({
    message: `Fakturaen går ikke opp: ${faults
      .map(
        ({ text, is, shouldBe }) =>
          `${text} er ${norwegianKroner(is)} kr, men skulle vært ${norwegianKroner(shouldBe)} kr`,
      )
      .join('; ')}. Ingenting er sendt til regnskapet.`,
    fix: 'Meld fra til DUELL med fakturanummeret, eller godkjenn overføringen med en begrunnelse hvis tallene er riktige.',
    who: 'DUELL',
    english: `The invoice does not add up: ${faults
      .map(
        ({ path, is, shouldBe }) => `${path} is ${decimalKroner(is)}, should be ${decimalKroner(shouldBe)}`,
      )
      .join('; ')}`,
  }),
  VAT_RATE_DIFFERS: ({
    lines,
  }: {
    lines: (NamedLine & { rate: number; vatCode: string; listed: number })[];
  }): Texts => ({
    message: `Mva-satsen på fakturaen er en annen enn i regnskapssystemet: ${lines
      .map(
        ({ text, rate, vatCode, listed }) =>
          `${text} har ${percent(rate)}, men mva-kode ${vatCode} har ${percent(listed)}`,
      )
      .join('; ')}.`,
    fix: 'Velg riktig mva-kode i kontoplanen, eller godkjenn overføringen med en begrunnelse.',
    who: 'regnskapsfører',
    english: `VAT rates differ: ${lines
      .map(({ path, rate, vatCode, listed }) => `${path} is ${rate} %, ERP code ${vatCode} is ${listed} %`)
      .join('; ')}`,
  }),
  INVOICE_CUSTOMER_UNKNOWN: ({ customerId }: { customerId: string }): Texts => ({
    message: `Fakturaen er til kunde ${customerId}, men DUELL har ikke sendt den kunden ennå.`,
    fix: 'Lagre kunden på nytt i DUELL. Fakturaen går av seg selv når kunden er kommet.',
    who: 'butikk',
    english: `DUELL never sent customer ${customerId} of this invoice.`,
  }),
  CUSTOMER_NOT_IN_ERP: ({ customerId, name }: { customerId: string; name: string }): Texts => ({
    message: `Kunden ${name} (${customerId}) finnes ikke i regnskapssystemet. Der er det regnskapssystemet som er master for kunder, så vi oppretter den ikke.`,
    fix: 'Opprett kunden i regnskapssystemet, med organisasjonsnummer eller kundenummer som i DUELL. Fakturaen prøves igjen etter hver henting.',
    who: 'regnskapsfører',
    english: `Customer ${customerId} is not in the accounting system, which is master for customers.`,
  }),
  PRODUCT_NOT_IN_ERP: ({ numbers }: { numbers: string[] }): Texts => ({
    message: `Disse varene finnes ikke i regnskapssystemet: ${numbers.join(', ')}. Der er det regnskapssystemet som er master for varer, så vi oppretter dem ikke.`,
    fix: 'Opprett varene i regnskapssystemet med samme varenummer. Fakturaen prøves igjen etter hver henting.',
    who: 'regnskapsfører',
    english: `Products not in the accounting system, which is master for products: ${numbers.join(', ')}.`,
  }),
  GIFTCARD_MISSING: (): Texts => ({
    message:
      'Fakturaen selger et gavekort, men det finnes ingen aktiv vare med varenummer GIFTCARD i regnskapssystemet. Ingenting er sendt.',
    fix: 'Opprett en vare med varenummer GIFTCARD (med store bokstaver) i regnskapssystemet, med typegruppe mot gavekortkontoen og uten mva. Send deretter fakturaen på nytt.',
    who: 'regnskapsfører',
    english: 'A gift card is sold, and there is no active product with number GIFTCARD.',
  }),
  GIFTCARD_HAS_VAT: ({ rate }: { rate: number }): Texts => ({
    message: `Varen GIFTCARD har ${percent(rate)} mva i regnskapssystemet. Da ville det blitt betalt mva både når gavekortet selges og når det brukes. Ingenting er sendt.`,
    fix: 'Gi varen GIFTCARD en kategori eller typegruppe uten mva i regnskapssystemet, og send fakturaen på nytt.',
    who: 'regnskapsfører',
    english: `The product GIFTCARD has ${rate} % VAT, and a row can't have another there.`,
  }),
  INVOICE_LINE_WITHOUT_PRODUCT: ({ lines }: { lines: NamedLine[] }): Texts => ({
    message: `Disse linjene sier ikke hvilken vare de gjelder: ${lines.map(({ text }) => text).join(', ')}. Regnskapssystemet krever en vare på hver linje.`,
    fix: 'Meld fra til DUELL med fakturanummeret.',
    who: 'DUELL',
    english: `Lines without productId and productNumber: ${lines.map(({ path }) => path).join(', ')}.`,
  }),
  CREDITED_INVOICE_NOT_SENT: ({ invoiceId }: { invoiceId: string }): Texts => ({
    message: `Kreditnotaen gjelder faktura ${invoiceId}, som ikke er overført til regnskapssystemet.`,
    fix: `Overfør faktura ${invoiceId} først, og send kreditnotaen på nytt. Er fakturaen ført på annen måte, før kreditnotaen for hånd og merk den som håndtert.`,
    who: 'regnskapsfører',
    english: `Credits invoice ${invoiceId}, which was never transferred.`,
  }),
  CREDITED_INVOICE_PENDING: ({ invoiceId }: { invoiceId: string }): Texts => ({
    message: `Kreditnotaen gjelder faktura ${invoiceId}, som er på vei til regnskapssystemet, men ikke framme ennå. Derfor venter den.`,
    fix: `Ingenting. Den går av seg selv når faktura ${invoiceId} er framme. Er den fakturaen ikke startet, start den.`,
    who: 'butikk',
    english: `Credits invoice ${invoiceId}, which is on its way: this one goes after it.`,
  }),
  INVOICE_ALREADY_ISSUED: ({ invoiceNumber }: { invoiceNumber: string | null }): Texts => ({
    message: `Fakturaen er endret i DUELL, men ordren er allerede fakturert i regnskapssystemet${
      invoiceNumber ? ` (faktura ${invoiceNumber})` : ''
    }. Den er ikke rørt.`,
    fix: 'Sammenlign de to. Er forskjellen riktig, krediter og lag en ny i DUELL, eller rett den i regnskapssystemet og merk som håndtert.',
    who: 'regnskapsfører',
    english: 'Changed in DUELL after it was invoiced there; it was left alone.',
  }),
  INVOICE_IN_OTHER_BOOKS: ({ company }: { company: string }): Texts => ({
    message: `Fakturaen, eller den som krediteres, ble overført til ${company}. Avdelingen er nå koblet til et annet regnskap, så ordren der kan ikke endres eller krediteres herfra.`,
    fix: `Rett ordren i ${company} for hånd og merk denne som håndtert, eller koble til ${company} igjen.`,
    who: 'regnskapsfører',
    english: `The invoice, or the one it credits, went to other books: ${company}.`,
  }),
  INVOICE_HANDLED_BEFORE: (): Texts => ({
    message:
      'Fakturaen er endret i DUELL, men en tidligere versjon er merket som håndtert for hånd. En ny ordre kunne blitt nummer to.',
    fix: 'Rett den i regnskapssystemet og merk denne som håndtert, eller godkjenn med en begrunnelse at det skal lages en ny ordre.',
    who: 'regnskapsfører',
    english: 'Changed in DUELL after an earlier version was handled by hand.',
  }),
  ORDERS_NOT_SUPPORTED: ({ system }: { system: string }): Texts => ({
    message: `${system} kan ikke ta imot fakturagrunnlag fra DUELL.`,
    fix: 'Slå av Fakturaer i innstillingene, og lag fakturaene i regnskapssystemet.',
    who: 'butikk',
    english: `${system} takes no orders.`,
  }),
  ORDER_ROW_ROUNDED: ({ amount }: { amount: Ore }): Texts => ({
    message: `Pris, antall og rabatt gir ikke helt det samme som beløpet på linjene: til sammen ${norwegianKroner(amount)} kr i avrunding.`,
    fix: 'Ingenting. Kontroller totalen før ordren faktureres.',
    who: 'regnskapsfører',
    english: `Rows differ from the sale by ${decimalKroner(amount)} in all, by rounding.`,
  }),
  ORDER_ROUNDING_NOT_SENT: ({ amount }: { amount: Ore }): Texts => ({
    message: `Øreavrundingen ${norwegianKroner(amount)} kr er ikke med på ordren: regnskapssystemet runder av selv når den faktureres.`,
    fix: 'Kontroller totalen før ordren faktureres.',
    who: 'regnskapsfører',
    english: `Rounding of ${decimalKroner(amount)} is on no row: the accounting system rounds by itself.`,
  }),
  ORDER_TOTAL_ROUNDED: ({ duell, erp }: Totals): Texts => ({
    message: `Ordren summerer til ${norwegianKroner(erp)} kr i regnskapssystemet, mot ${norwegianKroner(duell)} kr i DUELL. Forskjellen er avrunding av priser uten mva.`,
    fix: 'Ingenting.',
    who: 'regnskapsfører',
    english: `The order adds up to ${decimalKroner(erp)} there and ${decimalKroner(duell)} in DUELL: rounding.`,
  }),
  ORDER_TOTAL_DIFFERS: ({ duell, erp, rows }: Totals): Texts => ({
    message: `Ordren summerer til ${norwegianKroner(erp)} kr i regnskapssystemet, mot ${norwegianKroner(duell)} kr i DUELL. Det er mer enn avrunding av ${rows} linjer kan forklare.`,
    fix: 'Se over ordren før den faktureres: pris, mva og rabatt på hver linje.',
    who: 'regnskapsfører',
    english: `The order adds up to ${decimalKroner(erp)} there and ${decimalKroner(duell)} in DUELL: more than rounding.`,
  }),
  ORDER_GIFTCARD_HAS_VAT: (): Texts => ({
    message:
      'Gavekortet på ordren har fått mva i regnskapssystemet, selv om linjen ble sendt uten. Da blir det betalt mva både når gavekortet selges og når det brukes.',
    fix: 'Sett linjen til uten mva på ordren før den faktureres, og gi varen GIFTCARD en kategori eller typegruppe uten mva.',
    who: 'regnskapsfører',
    english: 'The gift card on the order has VAT there, though its row was sent without.',
  }),
  ORDER_VAT_DIFFERS: ({ rates }: { rates: { rate: number; duell: Ore; erp: Ore }[] }): Texts => ({
    message: `Grunnlaget for mva er et annet i regnskapssystemet enn i salget: ${rates
      .map(
        ({ rate, duell, erp }) =>
          `${percent(rate)} har ${norwegianKroner(erp)} kr, salget har ${norwegianKroner(duell)} kr`,
      )
      .join('; ')}.`,
    fix: 'Rett mva på linjene i ordren før den faktureres.',
    who: 'regnskapsfører',
    english: `VAT bases differ: ${rates
      .map(
        ({ rate, duell, erp }) =>
          `${rate} %: ${decimalKroner(erp)} there, ${decimalKroner(duell)} in the sale`,
      )
      .join('; ')}`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** Why an invoice is held. */
export const invoiceReason = reasonsOf(INVOICE_REASONS);

interface Totals {
  duell: Ore;
  erp: Ore;
  rows: number;
}

function percent(rate: number): string {
  return `${String(rate).replace('.', ',')} %`;
}
