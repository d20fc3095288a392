import { cut, type Address, type CustomerRecord } from '@accounting/port';
import type { Company, CompanyToSave, PostalAddress } from './24so.operations.sales.js';
import { sameText } from './24so.records.js';
import { given, grouped, LONGEST, Texts, tidy, type Translated } from './24so.texts.js';
import { wholeNumber } from './24so.wire.js';

/** `PaymentTime` is a short (fact sheet 4.5). */
const LONGEST_TERM = 32_767;

/**
 * Our customer as SaveCompanies takes it. What DUELL has no word for is left out, and so left as it is. E-mails and
 * phones are of the kinds that companies may have (fact sheet 4.5), for persons too: whether they have others is open.
 */
export function companyOf(customer: CustomerRecord): Translated<CompanyToSave> {
  const { erpId, externalId, type, organisationNumber, paymentTermsDays, address, deliveryAddress } =
    customer;
  const texts = new Texts(`Kunde ${customer.name}`);
  const { organisationNumber: longest } = LONGEST.customer;
  const organisation = plainNumber(organisationNumber);
  const country = countryOf(address);
  const sent: CompanyToSave = {
    ...(erpId === null ? {} : { Id: wholeNumber('Kunden', erpId) }),
    ExternalId: externalId,
    ...given('OrganizationNumber', texts.take('organisasjonsnummer', organisation, longest)),
    ...namesOf(customer, texts),
    ...grouped('Addresses', {
      ...grouped('Post', addressOf(address, texts)),
      ...grouped('Delivery', addressOf(deliveryAddress, texts)),
    }),
    ...grouped('PhoneNumbers', { ...value('Mobile', customer.mobile), ...value('Work', customer.phone) }),
    ...grouped('EmailAddresses', {
      ...value('Invoice', customer.invoiceEmail),
      ...value('Work', customer.email),
    }),
    ...(country === undefined ? {} : { Country: country }),
    Type: type === 'person' ? 'Consumer' : 'Business',
    ...(paymentTermsDays !== null && paymentTermsDays >= 1
      ? { PaymentTime: Math.min(paymentTermsDays, LONGEST_TERM) }
      : {}),
  };
  return { sent, notes: texts.notes };
}

/** A person's `Name` is the last name there; a company has no first one (fact sheet 4.5). */
function namesOf(customer: CustomerRecord, texts: Texts): Pick<CompanyToSave, 'Name' | 'FirstName'> {
  const { type, name, firstName, lastName, externalId } = customer;
  const { name: longest, firstName: longestFirst } = LONGEST.customer;
  if (type === 'person' && lastName)
    return {
      Name: texts.take('etternavn', lastName, longest) ?? name,
      ...given('FirstName', texts.take('fornavn', firstName, longestFirst)),
    };
  return { Name: texts.take('navn', name, longest) ?? externalId };
}

function addressOf(address: Address | null, texts: Texts): PostalAddress {
  if (!address) return {};
  const { street, postalCode, city } = LONGEST.address;
  const country = countryOf(address);
  const lines = [address.street, address.street2 ?? ''].map(tidy).filter((line) => line !== '');
  return {
    ...given('Street', texts.take('gateadresse', lines.join(', '), street)),
    ...given('PostalCode', texts.take('postnummer', address.postalCode, postalCode)),
    ...given('PostalArea', texts.take('poststed', address.city, city)),
    ...(country === undefined ? {} : { Country: country }),
  };
}

/** Two letters, or none. */
function countryOf(address: Address | null): string | undefined {
  const country = tidy(address?.country ?? '').toUpperCase();
  return /^[A-Z]{2}$/.test(country) ? country : undefined;
}

/** `999 888 777 MVA` is nine digits, as the service's own search has them. */
function plainNumber(text: string | null): string | null {
  const digits = (text ?? '').replace(/\D/g, '');
  return digits.length === 9 ? digits : text;
}

function value<Name extends string>(
  name: Name,
  text: string | null,
): Partial<Record<Name, { Value: string }>> {
  const Value = tidy(text ?? '');
  return Value === '' ? {} : grouped(name, { Value });
}

/** What {@link standsAs} compares. */
export const COMPARED_OF_CUSTOMER = [
  ...['Id', 'ExternalId', 'OrganizationNumber', 'Name', 'FirstName', 'Addresses', 'PhoneNumbers'],
  ...['EmailAddresses', 'Country', 'Type', 'PaymentTime'],
];

/** Does the customer stand there as it was sent? What was not sent may be anything. */
export function standsAs(there: Company, sent: CompanyToSave): boolean {
  return holds(there, sent);
}

function holds(there: unknown, sent: unknown): boolean {
  if (typeof sent === 'string') return typeof there === 'string' && sameText(there, sent);
  if (typeof sent !== 'object' || sent === null) return there === sent;
  if (typeof there !== 'object' || there === null) return false;
  const fields = there as Record<string, unknown>;
  return Object.entries(sent).every(([name, part]) => holds(fields[name], part));
}

/** For people. */
export function nameOfCustomer({ Name, FirstName }: CompanyToSave): string {
  return `Kunde ${cut(FirstName ? `${FirstName} ${Name}` : Name, 100)}`;
}
