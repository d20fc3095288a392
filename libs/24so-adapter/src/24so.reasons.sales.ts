import { MENUS, pathTo } from './24so.menus.js';

const SHOP = 'butikk' as const;
const ACCOUNTANT = 'regnskapsfører' as const;

interface CutField {
  field: string;
  longest: number;
}

/** What is said of products, customers and orders. */
export const SALES_REASONS = {
  TEXT_CUT: ({ of, fields }: { of: string; fields: CutField[] }) => ({
    message: `${of}: for lang tekst er kortet ned til det 24SevenOffice har plass til: ${inWords(fields)}.`,
    fix: 'Ingenting, eller skriv teksten kortere i DUELL.',
    who: SHOP,
    english: `${of} was cut, in characters: ${fields.map(({ field, longest }) => `${field} to ${longest}`).join(', ')}.`,
  }),
  RECORD_REFUSED: ({ what, text, type }: { what: string; text: string; type: string }) => ({
    message: `24SevenOffice tok ikke imot dette: ${what}. Svaret var «${text}».`,
    fix: 'Rett det svaret peker på i DUELL eller i 24SevenOffice, og send på nytt.',
    who: ACCOUNTANT,
    english: `${what} was refused: ${type} ${text}`,
  }),
  STOCK_REFUSED: ({ number, stock }: { number: string; stock: string }) => ({
    message: `24SevenOffice satte ikke beholdningen av vare ${number} til ${stock}, og sier ikke hvorfor. Varen selv er lagret.`,
    fix: `Se om varen er lagerført under ${pathTo(MENUS.products)}, og send på nytt.`,
    who: ACCOUNTANT,
    english: `SetStockQuantity of product ${number} to ${stock} answered false.`,
  }),
  PRODUCT_VAT_DIFFERS: ({ number, duell, erp }: { number: string; duell: number; erp: number }) => ({
    message: `Vare ${number} har ${percent(duell)} mva i DUELL, men ${percent(erp)} i 24SevenOffice. Der følger satsen varens kategori.`,
    fix: 'Rett kontoen på varens kategori i 24SevenOffice, eller mva på varen i DUELL.',
    who: ACCOUNTANT,
    english: `Product ${number} has ${duell} % VAT in DUELL and ${erp} % there.`,
  }),
  ORDER_ISSUED: ({
    orderId,
    invoiceNumber,
    status,
  }: {
    orderId: string;
    invoiceNumber?: string | undefined;
    status?: string | undefined;
  }) => ({
    message: `Ordre ${orderId} i 24SevenOffice er ${invoiceNumber ? `fakturert (faktura ${invoiceNumber})` : `tatt videre av noen${status ? ` (status ${status})` : ''}`}. Den er ikke rørt.`,
    fix: `Sammenlign med fakturaen i DUELL. Ordren finnes under ${pathTo(MENUS.orders)}.`,
    who: ACCOUNTANT,
    english: `Order ${orderId} is issued or on its way to be (${invoiceNumber ?? status ?? 'locked'}); it was left alone.`,
  }),
  ORDER_GONE: ({ orderId }: { orderId: string }) => ({
    message: `Ordre ${orderId}, som skulle endres, finnes ikke lenger i 24SevenOffice. Noen har slettet den.`,
    fix: 'Finn ut hvorfor den ble slettet. Skal fakturaen likevel dit: finn den forrige overføringen av den i eksportloggen, send den på nytt og bekreft at ordren ikke finnes. Send deretter denne på nytt.',
    who: ACCOUNTANT,
    english: `Order ${orderId}, which was to be changed, is gone.`,
  }),
  ORDER_CHANGED: ({ orderId }: { orderId: string }) => ({
    message: `Ordre ${orderId} sto der fra før med vårt merke, men linjene er andre enn DUELL sender. Den er ikke rørt.`,
    fix: `Se over ordren under ${pathTo(MENUS.orders)} før den faktureres.`,
    who: ACCOUNTANT,
    english: `Order ${orderId} carries our marker and has other rows than ours.`,
  }),
  ORDER_ROWS_DROPPED: ({ orderId, rows }: { orderId: string; rows: string[] }) => ({
    message: `Fakturaen er endret i DUELL, så linjene på ordre ${orderId} er byttet ut. Disse linjene hadde noen lagt til eller endret i 24SevenOffice, og de er ikke med lenger: ${rows.map((row) => `«${row}»`).join(', ')}.`,
    fix: `Skal de være med, legg dem inn igjen på ordren under ${pathTo(MENUS.orders)} før den faktureres.`,
    who: ACCOUNTANT,
    english: `Rows of order ${orderId} that others wrote or changed were replaced: ${rows.join('; ')}`,
  }),
  ORDER_DRAFT_AGAIN: ({ orderId, status }: { orderId: string; status: string }) => ({
    message: `Fakturaen er endret i DUELL, så ordre ${orderId}, som noen hadde satt til ${status} i 24SevenOffice, er kladd igjen med de nye linjene.`,
    fix: `Se over ordren under ${pathTo(MENUS.orders)}, og sett den videre på nytt.`,
    who: ACCOUNTANT,
    english: `Order ${orderId}, which somebody had set to ${status}, is a draft again with the new rows.`,
  }),
  ORDER_OTHER_CUSTOMER: ({ orderId, sent, there }: { orderId: string; sent: string; there: string }) => ({
    message: `Ordre ${orderId} ble sendt på kunde ${sent}, men står på kunde ${there} i 24SevenOffice. Noen har flyttet den. Den er ikke rørt.`,
    fix: `Se over kunden på ordren under ${pathTo(MENUS.orders)} før den faktureres.`,
    who: ACCOUNTANT,
    english: `Order ${orderId} was sent for customer ${sent} and stands with customer ${there}.`,
  }),
  ORDER_TWICE: ({ orderId, others }: { orderId: string; others: string[] }) => ({
    message: `Fakturaen står som ordre ${orderId} i 24SevenOffice, og samme merke står også på ordre ${others.join(', ')}.`,
    fix: `Slett de overflødige under ${pathTo(MENUS.orders)} før noe faktureres.`,
    who: ACCOUNTANT,
    english: `The marker of order ${orderId} is also on ${others.join(', ')}.`,
  }),
};

/** `navn (125 tegn) og beskrivelse (500 tegn)` */
function inWords(fields: CutField[]): string {
  const each = fields.map(({ field, longest }) => `${field} (${longest} tegn)`);
  return new Intl.ListFormat('nb', { type: 'conjunction' }).format(each);
}

function percent(rate: number): string {
  return `${String(rate).replace('.', ',')} %`;
}
