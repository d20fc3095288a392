import { type Customer } from '@accounting/port';

/** A café that buys on invoice. A test names only what it is about. */
export function aCustomer(over: Partial<Customer> = {}): Customer {
  return {
    id: '501',
    type: 'company',
    name: 'Kafé Fjord AS',
    organisationNumber: '999888777',
    deleted: false,
    updatedAt: '2026-11-23T10:00:00+01:00',
    ...over,
  };
}
