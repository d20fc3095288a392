import { type Customer, type CustomerForHost, type ErpCustomer } from '@accounting/port';
import { plainOrganisationNumber } from '../register/register-record.js';
import { fullName } from '../register/same-customer.js';
import { type IntoDuell } from './product-into-duell.js';
import { type FieldChange } from './pull-reasons.js';

/** What a change of a customer there means for DUELL. What the accounting system does not say is left as it is. */
export function customerIntoDuell(erp: ErpCustomer, duell: Customer | null): IntoDuell<CustomerForHost> {
  if (!duell) return erp.active ? made(erp) : { is: 'same', notes: [] };
  const save: CustomerForHost = { id: duell.id };
  const changes: FieldChange[] = [];
  const take = (
    field: 'name' | 'email' | 'phone' | 'organisationNumber',
    label: string,
    there: string | null,
    ours: string | undefined,
    same = there === (ours ?? ''),
  ) => {
    if (!there || same) return;
    save[field] = there;
    changes.push({ field: label, from: ours ?? '', to: there });
  };
  take('name', 'navn', fullName(erp), duell.name);
  take('email', 'e-post', erp.email, duell.email);
  take('phone', 'telefon', erp.phone, duell.phone, digits(erp.phone) === digits(duell.phone));
  const organisation = plainOrganisationNumber(erp.organisationNumber);
  const oursPlain = plainOrganisationNumber(duell.organisationNumber);
  take('organisationNumber', 'organisasjonsnummer', organisation, oursPlain ?? undefined);
  if (erp.address && !sameAddress(erp.address, duell.address)) {
    save.address = erp.address;
    changes.push({ field: 'adresse', from: addressText(duell.address), to: addressText(erp.address) });
  }
  if (erp.active === duell.deleted) {
    save.active = erp.active;
    changes.push({ field: 'aktiv', from: erp.active ? 'nei' : 'ja', to: erp.active ? 'ja' : 'nei' });
  }
  return changes.length === 0 ? { is: 'same', notes: [] } : { is: 'save', save, changes, notes: [] };
}

function made(erp: ErpCustomer): IntoDuell<CustomerForHost> {
  const name = fullName(erp);
  const save: CustomerForHost = {
    id: null,
    number: erp.number,
    ...(erp.type ? { type: erp.type } : {}),
    name,
    ...(erp.organisationNumber ? { organisationNumber: erp.organisationNumber } : {}),
    ...(erp.email ? { email: erp.email } : {}),
    ...(erp.phone ? { phone: erp.phone } : {}),
    ...(erp.address ? { address: erp.address } : {}),
  };
  return { is: 'save', save, changes: [{ field: 'navn', from: '', to: name }], notes: [] };
}

type Place = { street: string; postalCode: string; city: string } | undefined;

function sameAddress(there: NonNullable<Place>, ours: Place): boolean {
  return (
    there.street === (ours?.street ?? '') &&
    there.postalCode === (ours?.postalCode ?? '') &&
    there.city === (ours?.city ?? '')
  );
}

function addressText(address: Place): string {
  return address
    ? [address.street, `${address.postalCode} ${address.city}`.trim()].filter(Boolean).join(', ')
    : '';
}

function digits(text: string | null | undefined): string {
  return (text ?? '').replace(/\D/g, '').slice(-8);
}
