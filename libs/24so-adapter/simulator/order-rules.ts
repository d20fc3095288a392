import { type Books } from './books.js';
import { plainDecimal } from './decimals.js';
import { type Order, type OrderRow, type TaxSettings } from './orders.js';
import { refuse } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';

/** The names are ours: what a company has there is its own affair. */
export const PAYMENT_METHODS = [
  { id: 1, name: 'Faktura' },
  { id: 2, name: 'Kontant' },
];

/** Whatever is sent of an order must point at something that is there (fact sheet 4.4). */
export function checkOrder(sent: Partial<Order>, { chart, customers, orders, typeGroups }: Books): void {
  const { customerId, referenceOrderId, referenceInvoiceId, typeOfSaleId, paymentMethodId } = sent;
  mustBe('CustomerId', customerId, (id) => customers.find(id));
  mustBe('DepartmentId', sent.departmentId, (id) => chart.departments.find((one) => one.id === id));
  mustBe('ProjectId', sent.projectId, (id) => chart.projects.find((one) => one.id === id));
  mustBe('TypeOfSaleId', typeOfSaleId, (id) => typeGroups.find(id));
  mustBe('PaymentMethodId', paymentMethodId, (id) => PAYMENT_METHODS.find((one) => one.id === id));
  mustBe('ReferenceOrderId', referenceOrderId, (id) => orders.find(id));
  mustBe('ReferenceInvoiceId', referenceInvoiceId, (id) => orders.all().find((one) => one.invoiceId === id));
}

/** A row as it would be after saving, and what of it was sent. */
export function checkRow(row: OrderRow, sent: Partial<OrderRow>, books: Books): void {
  const { chart, products, typeGroups } = books;
  if (row.type === 'Normal') checkSale(row);
  else checkText(row);
  mustBe('ProductId', sent.productId, (id) => products.find(id));
  mustBe('TypeGroupId', sent.typeGroupId, (id) => typeGroups.find(id));
  mustBe('DepartmentId', sent.departmentId, (id) => chart.departments.find((one) => one.id === id));
  mustBe('ProjectId', sent.projectId, (id) => chart.projects.find((one) => one.id === id));
}

/** Percent. What the row says itself, else what its product's category says (fact sheet 4.4, inferred). */
export function vatRateOf({ type, productId, taxSettings }: OrderRow, books: Books): number | undefined {
  if (type !== 'Normal') return undefined;
  const own = taxSettings && ownRate(taxSettings, books);
  const product = productId === undefined ? undefined : books.products.find(productId);
  return own ?? (product && books.products.taxRateOf(product));
}

function ownRate({ TaxAccount, TaxCode, TaxRate }: TaxSettings, { chart }: Books): number | undefined {
  mustBe('TaxAccount', TaxAccount, (number) => chart.accounts.find((account) => account.number === number));
  mustBe('TaxCode', TaxCode, (number) => chart.taxCodes.find(({ no }) => no === String(number)));
  const code = chart.taxCodes.find(({ no }) => no === String(TaxCode));
  if (TaxRate === undefined) return code?.rate;
  const rate = Number(plainDecimal(TaxRate));
  const known = code ? code.rate === rate : chart.taxCodes.some((candidate) => candidate.rate === rate);
  if (!known)
    refuse(`TaxRate ${TaxRate} is not the rate of ${code ? `tax code ${code.no}` : 'any tax code'}`);
  return rate;
}

function checkSale({ productId, price, quantity, discountRate = '0' }: OrderRow): void {
  if (productId === undefined) throw RecordRefusal.missing('ProductId');
  if (price === undefined || quantity === undefined) refuse('A Normal row needs its own Price and Quantity');
  if (Number(discountRate) < 0 || Number(discountRate) > 100) {
    refuse(`DiscountRate ${discountRate} is not between 0 and 100`);
  }
}

function checkText({ name, productId, price, quantity }: OrderRow): void {
  if (name === undefined) throw RecordRefusal.missing('Name');
  if ((productId ?? price ?? quantity) !== undefined) {
    refuse('A text row has no ProductId, Price or Quantity');
  }
}

function mustBe(name: string, id: number | undefined, find: (id: number) => unknown): void {
  if (id !== undefined && find(id) === undefined) throw RecordRefusal.byDatabase(`There is no ${name} ${id}`);
}
