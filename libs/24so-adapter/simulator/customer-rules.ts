import { type Addresses, type Customer, type CustomerType } from './customers.js';
import { refuse } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';
import { type TypeGroups } from './type-groups.js';

/** Longest texts of an address; what is not named may have 100 (fact sheet 4.5). */
const LONGEST_IN_ADDRESS: Record<string, number> = { Street: 250, PostalCode: 16 };

/** "Not in use for company", and so lost if the service forgives them (fact sheet 4.5). */
const NOT_FOR_COMPANIES = {
  phones: ['Home', 'Primary'],
  emails: ['Home', 'Primary', 'Alternative'],
} as const;

/** What is sent of a customer, who will be of this type. What was there before is not looked at again. */
export function checkCustomer(sent: Partial<Customer>, type: CustomerType, typeGroups: TypeGroups): void {
  if (sent.firstName !== undefined && type !== 'Consumer') {
    refuse(`FirstName is for a Consumer, not for a ${type}`);
  }
  checkCountry(sent.country);
  checkAddresses(sent.addresses);
  if (type !== 'Consumer') checkKinds(sent);
  const { typeGroup } = sent;
  if (typeGroup !== undefined && !typeGroups.find(typeGroup)) {
    throw RecordRefusal.byDatabase(`There is no type group ${typeGroup}`);
  }
}

function checkAddresses(addresses: Addresses = {}): void {
  for (const [kind, address] of Object.entries(addresses)) {
    for (const [name, text] of Object.entries(address) as [string, string][]) {
      const longest = LONGEST_IN_ADDRESS[name] ?? 100;
      if (text.length > longest) {
        throw RecordRefusal.byDatabase(`${name} of the address ${kind} is longer than ${longest}`);
      }
    }
    checkCountry(address.Country);
  }
}

function checkCountry(country: string | undefined): void {
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
    throw RecordRefusal.byDatabase(`Country ${country} is not two letters`);
  }
}

function checkKinds(sent: Partial<Customer>): void {
  for (const [list, kinds] of Object.entries(NOT_FOR_COMPANIES)) {
    const used = sent[list as keyof typeof NOT_FOR_COMPANIES] ?? {};
    const wrong = kinds.find((kind) => kind in used);
    if (wrong) refuse(`${wrong} among the ${list} is not in use for a company`);
  }
}
