import { type EntityManager } from '@mikro-orm/postgresql';
import { type Customer, type HostCustomer, type HostProduct, type Product } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';

/**
 * A product that was fetched, together with what was pushed of it before: DUELL's API tells less than DUELL core does.
 * @param count how many there are; undefined: nobody says.
 */
export function productTold(
  told: HostProduct,
  known: Product | undefined,
  count: string | undefined,
): Product {
  const product: Product = {
    isService: false,
    ...known,
    ...told,
    // One rate may have several codes, and a list of products knows none of them.
    vatCode: known?.vatRate === told.vatRate ? known.vatCode : told.vatCode,
  };
  // What was pushed once says nothing of how many there are now.
  delete product.stock;
  const stock = count ?? told.stock;
  return stock === undefined ? product : { ...product, stock };
}

/** A customer that was fetched, likewise. `typeThere`: what the accounting system has it as. */
export function customerTold(
  told: HostCustomer,
  known: Customer | undefined,
  typeThere: Customer['type'] | null | undefined,
): Customer {
  const merged = { ...known, ...told };
  const supposed = merged.organisationNumber ? 'company' : 'person';
  return { ...merged, type: told.type ?? known?.type ?? typeThere ?? supposed };
}

/** What linked customers are in the accounting system, by DUELL's id. */
export async function typesThere(
  em: EntityManager,
  { clientId }: Place,
  customers: { id: string }[],
): Promise<Map<string, Customer['type'] | null>> {
  if (customers.length === 0) return new Map();
  const rows = await em.execute<{ id: string; type: Customer['type'] | null }[]>(
    `select l.document_id as id, r.fields ->> 'type' as type
     from accounting.link l join accounting.register_record r using (adapter, company_id, kind)
     where l.client_id = ? and l.kind = 'customer' and r.record_id = l.erp_id
       and l.document_id in (${customers.map(() => '?').join(', ')})`,
    [clientId, ...customers.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, type }) => [id, type]));
}
