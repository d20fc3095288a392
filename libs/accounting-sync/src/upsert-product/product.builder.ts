import { type Product } from '@accounting/port';

/** Coffee, 249.00 on the shelf, 25 % VAT. A test names only what it is about. */
export function aProduct(over: Partial<Product> = {}): Product {
  return {
    id: '88',
    number: 'K-1000',
    name: 'Kaffe 1 kg',
    priceIncVat: 24_900,
    vatCode: '3',
    vatRate: 25,
    isService: false,
    deleted: false,
    updatedAt: '2026-11-23T10:00:00+01:00',
    ...over,
  };
}
