import type { HostCustomer } from '@accounting/port';
import type { Body } from './duell.answers.js';
import type { Assumptions } from './duell.options.js';
import { faultsOf, given, rowLeftOut, updatedAt, type Read } from './duell.reading.js';
import { customerRow, type CustomerRow } from './duell.rows.js';

/** A phone that DUELL's own plugin writes when it knows none. Nobody is recognised by it. */
const NOBODYS_PHONE = '99999999';

/** A customer as in DUELL. Nothing known there tells a company from a person. */
export function readCustomer(body: Body, assumed: Assumptions, now: Date): Read<HostCustomer> {
  const parsed = customerRow.safeParse(body);
  if (!parsed.success)
    return { leftOut: rowLeftOut({ no: 'En kunde', en: 'a customer' }, faultsOf(parsed.error)) };
  const row = parsed.data;
  if (row.customer_name === '') {
    const what = { no: `Kunden med id ${row.customer_id}`, en: `customer ${row.customer_id}` };
    return { leftOut: rowLeftOut(what, { no: 'navnet mangler', en: 'there is no name' }) };
  }
  return { ok: customerOf(row, assumed, now) };
}

function customerOf(row: CustomerRow, assumed: Assumptions, now: Date): HostCustomer {
  return {
    id: row.customer_id,
    name: row.customer_name,
    ...given('email', row.email),
    ...given('phone', isKnownPhone(row.phone) ? row.phone : ''),
    ...(hasAddress(row)
      ? {
          address: {
            street: row.primary_address,
            postalCode: row.primary_zip,
            city: row.city,
            country: 'NO',
          },
        }
      : {}),
    deleted: row.is_deleted,
    updatedAt: (updatedAt(row, assumed) ?? now).toISOString(),
  };
}

/** Who a customer is, as far as DUELL can tell. */
export interface Contact {
  name: string;
  phone: string;
  email: string;
  street: string;
  postalCode: string;
}

export function contactIn(row: CustomerRow): Contact {
  const { customer_name: name, phone, email, primary_address: street, primary_zip: postalCode } = row;
  return { name, phone, email, street, postalCode };
}

/**
 * Are they one? The same name, and the same phone or the same e-mail; of whom neither has either, the same address. So a
 * customer whose saving was not answered is found again, whatever was known of them.
 */
export function isSame(one: Contact, other: Contact): boolean {
  if (plain(one.name) !== plain(other.name)) return false;
  const phones = [phone(one), phone(other)];
  const emails = [plain(one.email), plain(other.email)];
  if ([...phones, ...emails].every((known) => known === ''))
    return (
      isShared([plain(one.street), plain(other.street)]) && plain(one.postalCode) === plain(other.postalCode)
    );
  return isShared(phones) || isShared(emails);
}

function isShared([one, other]: string[]): boolean {
  return one !== '' && one === other;
}

/** Digits alone, without Norway's own prefix; '' when it is nobody's. */
function phone({ phone }: Contact): string {
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?47(?=\d{8}$)/, '');
  return digits === NOBODYS_PHONE ? '' : digits;
}

export function isKnownPhone(text: string): boolean {
  return phone({ phone: text } as Contact) !== '';
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLocaleLowerCase('nb');
}

function hasAddress({ primary_address, primary_zip, city }: CustomerRow): boolean {
  return [primary_address, primary_zip, city].some((part) => part !== '');
}
