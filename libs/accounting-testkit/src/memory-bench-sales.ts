import type { OrdersBench, RegistersBench } from './bench-sales.js';
import type { MemoryCompany } from './memory-company.js';

/** The registers of the in-memory books, as a test sees them. */
export function registersOf(company: MemoryCompany): RegistersBench {
  return {
    products: () => {
      const names = new Map(company.categories().map(({ id, name }) => [id, name]));
      return company
        .products()
        .map((held) => ({ ...held, category: names.get(held.category ?? '') ?? null }));
    },
    customers: () =>
      company.customers().map((held) => ({
        ...held,
        name: held.type === 'person' ? `${held.firstName ?? ''} ${held.name}` : held.name,
      })),
    categories: () => company.categories().map(({ name }) => name),
    personChangesProduct: (id, change) => company.personChangesProduct(id, change),
    personDeletesCustomer: (id) => company.personDeletesCustomer(id),
    refuseRecord: (numberOrName) => company.refuseRecord(numberOrName),
    writes: () => {
      const writes = company.writes();
      const all = Object.values(writes).reduce((total, times) => total + times, 0);
      return { all, stock: writes['set-stock'] ?? 0 };
    },
  };
}

/** The orders of the in-memory books, as a test sees them. */
export function ordersOf(company: MemoryCompany): OrdersBench {
  return {
    orders: () =>
      company.orders().map((held) => ({
        ...held,
        invoiceNumber: held.invoiceNumber === null ? null : String(held.invoiceNumber),
        text: [held.text, held.yourReference, held.ourReference, held.orderReference, held.note].join('\n'),
        rows: held.rows.map((row) =>
          row.type === 'text' ? row : { ...row, vatRate: company.orderBook.rateOf(row) },
        ),
        totals: company.orderBook.totals(held),
      })),
    personIssuesOrder: (marker) => company.personIssuesOrder(marker),
    personDeletesOrder: (marker) => company.personDeletesOrder(marker),
  };
}
