import { type Customer, type CustomerRecord } from '@accounting/port';

/** DUELL's "unknown": nobody's phone (domain sheet 1.6). */
const NOBODYS_PHONE = '99999999';

/** DUELL's customer as the accounting system shall have it. `erpId` null: it is new there. */
export function customerToRecord(
  customer: Omit<Customer, 'updatedAt' | 'deleted'>,
  erpId: string | null,
  clientId: string,
): CustomerRecord {
  return {
    key: customer.id,
    erpId,
    externalId: externalIdOf(clientId, customer.id),
    type: customer.type,
    name: customer.name,
    firstName: given(customer.firstName),
    lastName: given(customer.lastName),
    organisationNumber: given(customer.organisationNumber),
    email: given(customer.email),
    invoiceEmail: given(customer.invoiceEmail),
    phone: phoneOf(customer.phone),
    mobile: phoneOf(customer.mobile),
    address: customer.address ?? null,
    deliveryAddress: customer.deliveryAddress ?? null,
    paymentTermsDays: customer.paymentTermsDays ?? null,
  };
}

/** Two clients may keep their books in one company: a customer's id is DUELL's within its client. */
export function externalIdOf(clientId: string, customerId: string): string {
  return `${clientId}/${customerId}`;
}

function phoneOf(text: string | undefined): string | null {
  return !text || text.replace(/\D/g, '').endsWith(NOBODYS_PHONE) ? null : text;
}

/** A text that says nothing is none. */
function given(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
