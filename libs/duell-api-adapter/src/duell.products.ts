import { oreFromDecimal, type HostProduct, type Ore } from '@accounting/port';
import type { Body } from './duell.answers.js';
import { decimal } from './duell.decimals.js';
import type { Assumptions } from './duell.options.js';
import { faultsOf, given, rowLeftOut, updatedAt, type Read } from './duell.reading.js';
import { reason, type Both } from './duell.reasons.js';
import { productRow, type ProductRow } from './duell.rows.js';

/** Rate of a row → the Norwegian standard code of output VAT. At 0 there are several: an assumption decides. */
const CODES: Record<string, string> = { '25': '3', '15': '31', '12': '33', '11.11': '32' };

/** A product as it is in DUELL. Stock stands in a list of its own; what is a service, in none that is known. */
export function readProduct(body: Body, assumed: Assumptions, now: Date): Read<HostProduct> {
  const parsed = productRow.safeParse(body);
  if (!parsed.success)
    return { leftOut: rowLeftOut({ no: 'En vare', en: 'a product' }, faultsOf(parsed.error)) };
  const row = parsed.data;
  const name = `${row.product_number || row.product_name} (id ${row.product_id})`;
  const what = { no: `Varen ${name}`, en: `product ${name}` };
  const code = vatCodeOf(row.vatrate_percent, assumed);
  if (code === null)
    return { leftOut: reason('DUELL_VAT_RATE_UNKNOWN', { what, rate: row.vatrate_percent }) };
  try {
    return { ok: productOf(row, code, assumed, now) };
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    return { leftOut: rowLeftOut(what, fault.why) };
  }
}

class Unreadable extends Error {
  constructor(readonly why: Both) {
    super(why.en);
  }
}

function productOf(row: ProductRow, vatCode: string, assumed: Assumptions, now: Date): HostProduct {
  if (row.product_number === '') throw new Unreadable({ no: 'varenummeret mangler', en: 'it has no number' });
  if (row.product_name === '') throw new Unreadable({ no: 'navnet mangler', en: 'it has no name' });
  if (row.currency_code !== '' && row.currency_code.toUpperCase() !== 'NOK')
    throw new Unreadable({
      no: `prisen er i ${row.currency_code}, og bare NOK kan overføres`,
      en: `its price is in ${row.currency_code}`,
    });
  return {
    id: row.product_id,
    number: row.product_number,
    name: row.product_name,
    ...given('description', row.description),
    ...given('barcode', row.barcode),
    ...(hasCategory(row) ? { category: { id: row.category_id, name: row.category_name } } : {}),
    ...given('unit', row.unit),
    priceIncVat: price(row.price_inc_vat),
    vatCode,
    vatRate: Number(row.vatrate_percent),
    ...(row.cost_price === '' ? {} : { costPrice: cost(row.cost_price) }),
    deleted: row.is_deleted,
    updatedAt: (updatedAt(row, assumed) ?? now).toISOString(),
  };
}

function vatCodeOf(rate: string, { zeroRateCode }: Assumptions): string | null {
  const percent = decimal(rate) ?? '';
  return percent === '0' ? zeroRateCode : (CODES[percent] ?? null);
}

/** To the øre: what is finer, or has a mark for thousands, is rather not understood than understood wrong. */
function price(text: string): Ore {
  try {
    return oreFromDecimal(text);
  } catch {
    throw new Unreadable({
      no: `prisen «${text}» er ikke et beløp i hele øre`,
      en: `its price "${text}" is no amount in whole øre`,
    });
  }
}

/** An average over purchases, so it may be finer than øre: rounded, half away from zero. */
function cost(text: string): Ore {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '')
    throw new Unreadable({
      no: `innkjøpsprisen «${text}» er ikke et beløp`,
      en: `its cost "${text}" is no amount`,
    });
  const ore = oreFromDecimal(`${whole}.${fraction.padEnd(2, '0').slice(0, 2)}`);
  const rounded = ore + (Number(fraction[2] ?? '0') >= 5 ? 1 : 0);
  return sign === '-' ? -rounded || 0 : rounded;
}

function hasCategory({ category_id, category_name }: ProductRow): boolean {
  return !['', '0'].includes(category_id) && category_name !== '';
}
