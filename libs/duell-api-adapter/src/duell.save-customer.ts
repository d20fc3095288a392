import { AccountingError, type CustomerForHost, type SavedInHost } from '@accounting/port';
import type { DuellClient } from './duell.client.js';
import { contactIn, isKnownPhone, isSame, type Contact } from './duell.customers.js';
import { LISTS, pagesOf } from './duell.pages.js';
import { reason } from './duell.reasons.js';
import { Register } from './duell.register.js';
import { filter, requests, type Fields } from './duell.requests.js';
import { customerRow, type CustomerRow } from './duell.rows.js';
import { afterSaving, savedIdIn } from './duell.saved.js';

/** Saves a customer: looks for them first, so that a save that was not answered makes no second one when done again. */
export class CustomerSaver {
  private readonly register: Register<CustomerRow>;

  constructor(private readonly client: DuellClient) {
    const { rememberMs } = client.options;
    this.register = new Register(() => this.rows(), { ms: rememberMs, clock: client.tools.clock });
  }

  async save(customer: CustomerForHost): Promise<SavedInHost> {
    const current = customer.id === null ? await this.alike(customer) : await this.withId(customer.id);
    const fields = this.fieldsOf(customer, current);
    const id = await this.send(fields, current);
    await this.register.put(
      customerRow.parse({ ...current, ...fields, customer_id: id }),
      (row) => row.customer_id === id,
    );
    return { id, notTaken: notTaken(customer, current) };
  }

  /** All fields each time: whether DUELL leaves alone what is not sent is not known. */
  private fieldsOf(customer: CustomerForHost, current: CustomerRow | null): Fields {
    const name = customer.name ?? current?.customer_name ?? '';
    if (name === '') throw new AccountingError(reason('DUELL_CUSTOMER_INCOMPLETE'), 'ask-a-human');
    const { unknownPhone } = this.client.options;
    const phone = (customer.phone ?? current?.phone ?? '').replace(/\s+/g, '') || (unknownPhone ?? '');
    return {
      ...(current ? { customer_id: current.customer_id } : {}),
      customer_name: name,
      ...(phone === '' ? {} : { phone }),
      email: customer.email ?? current?.email ?? '',
      primary_address: customer.address?.street ?? current?.primary_address ?? '',
      primary_zip: customer.address?.postalCode ?? current?.primary_zip ?? '',
      city: customer.address?.city ?? current?.city ?? '',
    };
  }

  private async send(fields: Fields, current: CustomerRow | null): Promise<string> {
    try {
      const request = requests.saveCustomer(fields, this.client.options.customerGoesIn);
      const told = savedIdIn(await this.client.write(request), 'customers', 'customer_id');
      return current?.customer_id ?? told ?? (await afterSaving(() => this.idOfNew(fields)));
    } catch (error) {
      this.register.forget();
      throw error;
    }
  }

  private async idOfNew(fields: Fields): Promise<string> {
    this.register.forget();
    const row = await this.likeContact(contactIn(customerRow.parse({ ...fields, customer_id: 'new' })));
    if (row) return row.customer_id;
    const name = fields.customer_name ?? '';
    const what = { no: `kunden ${name}`, en: `customer ${name}` };
    throw new AccountingError(reason('DUELL_SAVED_NOT_FOUND', { what }), 'look-up-first');
  }

  private async withId(id: string): Promise<CustomerRow> {
    const row = (await this.register.all()).find(({ customer_id }) => customer_id === id);
    if (!row) throw new AccountingError(reason('DUELL_CUSTOMER_GONE', { id }), 'ask-a-human');
    return row;
  }

  private alike({
    name = '',
    phone = '',
    email = '',
    address,
  }: CustomerForHost): Promise<CustomerRow | null> {
    const { street = '', postalCode = '' } = address ?? {};
    return this.likeContact({ name, phone, email, street, postalCode });
  }

  private async likeContact(contact: Contact): Promise<CustomerRow | null> {
    const rows = await this.candidates(contact);
    const same = rows.filter((row) => !row.is_deleted && isSame(contactIn(row), contact));
    const ids = [...new Set(same.map(({ customer_id }) => customer_id))];
    if (ids.length > 1)
      throw new AccountingError(
        reason('DUELL_CUSTOMER_NOT_UNIQUE', { name: contact.name, ids }),
        'ask-a-human',
      );
    return same[0] ?? null;
  }

  /** Everybody, or, where the filters are believed, those with that phone or that e-mail. */
  private async candidates({ phone, email }: Contact): Promise<CustomerRow[]> {
    const { trustedFilters } = this.client.options;
    const asked = [
      ...(isKnownPhone(phone) ? [['customer_phone', phone.replace(/\s+/g, '')] as const] : []),
      ...(email === '' ? [] : [['customer_email', email] as const]),
    ];
    if (asked.length === 0 || !asked.every(([name]) => trustedFilters.includes(name)))
      return this.register.all();
    const found: CustomerRow[] = [];
    for (const [name, value] of asked)
      for await (const page of this.rows(filter(name, value))) found.push(...page);
    return found;
  }

  private async *rows(query: Fields = {}): AsyncGenerator<CustomerRow[]> {
    for await (const page of pagesOf(this.client, LISTS.customers, query))
      yield page.flatMap((body) => customerRow.safeParse(body).data ?? []);
  }
}

/** `PUT customer` has no field for these. What DUELL would have them be anyway is not missed. */
function notTaken(customer: CustomerForHost, current: CustomerRow | null): string[] {
  const isActive = !(current?.is_deleted ?? false);
  return [
    ...(customer.number === undefined ? [] : ['number']),
    ...(customer.type === undefined || customer.type === 'person' ? [] : ['type']),
    ...(customer.organisationNumber === undefined ? [] : ['organisationNumber']),
    ...(customer.active !== undefined && customer.active !== isActive ? ['active'] : []),
  ];
}
