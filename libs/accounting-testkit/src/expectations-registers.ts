import type { CustomerRecord, ProductRecord } from '@accounting/port';
import type { HeldErpCustomer, HeldErpProduct, RegistersBench } from './bench-sales.js';
import type { AnyRecord, Outcomes, RegisterWorker } from './register-worker.js';

/** The books hold each of these once, as it was sent, under the id that its outcome tells. */
export async function expectOneOfEach<Record extends AnyRecord>(
  worker: RegisterWorker<Record>,
  records: Record[],
  outcomes: Outcomes,
): Promise<void> {
  expect([...outcomes.keys()]).toEqual(records.map(({ key }) => key));
  const all = await worker.heldEach(records);
  for (const [at, record] of records.entries()) {
    const { erpId, done } = outcomes.get(record.key) ?? {};
    expect({ key: record.key, done }).toEqual({ key: record.key, done: { erpId } });
    const held = all[at] ?? [];
    expect(held.map(({ id }) => id)).toEqual([erpId]);
    for (const each of held) expectAsSent(each, record);
  }
  await expectOneCategoryEach(worker.registers, records);
}

/** Each category that they name stands there once. */
export async function expectOneCategoryEach(registers: RegistersBench, records: AnyRecord[]): Promise<void> {
  const categories = await registers.categories();
  const named = records.flatMap((record) => ('category' in record ? (record.category ?? []) : []));
  for (const name of new Set(named))
    expect(categories.filter((category) => category.includes(name))).toEqual([
      expect.stringContaining(name) as string,
    ]);
}

export function expectAsSent(held: HeldErpProduct | HeldErpCustomer, record: AnyRecord): void {
  if ('number' in record) expectProduct(held as HeldErpProduct, record);
  else expectCustomer(held, record);
}

function expectProduct(held: HeldErpProduct, product: ProductRecord): void {
  const { number, name, vatRate, active, priceExVat, priceIncVat } = product;
  expect(held).toMatchObject({ number, name, vatRate, active });
  expect([held.priceExVat ?? priceExVat, held.priceIncVat ?? priceIncVat]).toEqual([priceExVat, priceIncVat]);
  expect(typeof (held.priceExVat ?? held.priceIncVat)).toBe('number');
  for (const field of ['description', 'barcode', 'costPrice'] as const)
    if (held[field] !== undefined) expect({ [field]: held[field] }).toEqual({ [field]: product[field] });
  if (product.category !== null && held.category !== undefined)
    expect(held.category).toContain(product.category);
  if (product.stock !== null && held.stock !== undefined)
    expect(Number(held.stock)).toBe(Number(product.stock));
}

function expectCustomer(held: HeldErpCustomer, customer: CustomerRecord): void {
  expect(held.active).toBe(true);
  for (const name of [customer.firstName, customer.lastName ?? customer.name])
    expect(held.name).toContain(name ?? '');
  for (const field of ['externalId', 'organisationNumber', 'email', 'phone'] as const)
    if (held[field] !== undefined) expect({ [field]: held[field] }).toEqual({ [field]: customer[field] });
  const { street, postalCode, city } = customer.address ?? {};
  if (held.address !== undefined) expect(held.address).toMatchObject({ street, postalCode, city });
}
