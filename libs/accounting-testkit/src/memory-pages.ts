import type { ErpCustomer, ErpProduct } from '@accounting/port';
import type { BookCustomer, BookProduct } from './book-register.js';
import type { MemoryClient } from './memory-client.js';
import type { MemoryRegister } from './memory-register.js';

/** The register of products, a page a call, in the order of their ids. */
export function productPages(
  client: MemoryClient,
  since: Date | null,
  size: number,
): AsyncIterable<ErpProduct[]> {
  return pages(client, 'products', size, (register) =>
    register.changedSince(register.products, since).map(erpProduct),
  );
}

/** The register of customers, with those that were deleted. */
export function customerPages(
  client: MemoryClient,
  since: Date | null,
  size: number,
): AsyncIterable<ErpCustomer[]> {
  return pages(client, 'customers', size, (register) =>
    register.changedSince(register.customers, since).map(erpCustomer),
  );
}

async function* pages<Entry extends { id: string }>(
  client: MemoryClient,
  operation: string,
  size: number,
  read: (register: MemoryRegister) => Entry[],
): AsyncGenerator<Entry[]> {
  for (let after = 0; ;) {
    const start = after;
    const page = await client.read(operation, ({ register }) =>
      read(register)
        .filter(({ id }) => Number(id) > start)
        .slice(0, size),
    );
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = Number(page.at(-1)?.id);
  }
}

function erpProduct(product: BookProduct): ErpProduct {
  const { id, number, name, barcode, priceExVat, priceIncVat, vatRate, stock, active } = product;
  return { id, number, name, barcode, priceExVat, priceIncVat, vatRate, stock, active };
}

function erpCustomer(customer: BookCustomer): ErpCustomer {
  const { id, number, externalId, type, name, firstName, organisationNumber, email, phone, active } =
    customer;
  const { address: at } = customer;
  const address = at && { street: at.street, postalCode: at.postalCode, city: at.city };
  return { id, number, externalId, type, name, firstName, organisationNumber, email, phone, address, active };
}
