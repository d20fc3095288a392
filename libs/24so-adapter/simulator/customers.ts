import { Register } from './register.js';

export type CustomerType = 'None' | 'Lead' | 'Consumer' | 'Business' | 'Supplier';

/** An address, as on the wire. */
export interface CustomerAddress {
  Street?: string;
  State?: string;
  PostalCode?: string;
  PostalArea?: string;
  Name?: string;
  City?: string;
  Country?: string;
}

/** Something of each kind, by the kind's name on the wire. */
export type Kinds<Kind extends string, Kept> = Partial<Record<Kind, Kept>>;

export type Addresses = Kinds<'Post' | 'Delivery' | 'Visit' | 'Invoice', CustomerAddress>;
export type PhoneNumbers = Kinds<'Home' | 'Fax' | 'Mobile' | 'Primary' | 'Work', { Value?: string }>;
export type EmailAddresses = Kinds<
  'Home' | 'Invoice' | 'Primary' | 'Work' | 'Alternative',
  { Value?: string }
>;

/** A customer or supplier: `Company` on the wire. */
export interface Customer {
  id: number;
  /** The caller's own, and not unique. */
  externalId?: string;
  organizationNumber?: string;
  /** Of a consumer, the last name. */
  name: string;
  firstName?: string;
  nickName?: string;
  type: CustomerType;
  addresses?: Addresses;
  phones?: PhoneNumbers;
  emails?: EmailAddresses;
  country?: string;
  url?: string;
  note?: string;
  invoiceLanguage?: string;
  /** Days; below zero from the end of the month (fact sheet 4.5). */
  paymentTime?: number;
  blockInvoice?: boolean;
  distributionMethod?: string;
  currencyId?: string;
  glnNumber?: string;
  vatNumber?: string;
  typeGroup?: number;
  accountDebit?: number;
  accountCredit?: number;
  /** Percent, a decimal. */
  discount?: string;
  private?: boolean;
  factoring?: boolean;
  /** What a person deleted is not found any more, and inactive in the sync list, which alone tells of it. */
  deleted: boolean;
  active: boolean;
  registeredAt: Date;
  changedAt: Date;
}

/** One company's customers. Ids go on from the highest that ever was. */
export class Customers {
  readonly #customers = new Register<Customer>(10_000);

  nextId(): number {
    return this.#customers.nextId();
  }

  /** Deleted or not. */
  ever(id: number): Customer | undefined {
    return this.#customers.find(id);
  }

  find(id: number): Customer | undefined {
    const customer = this.ever(id);
    return customer?.deleted ? undefined : customer;
  }

  /** Also those who are deleted. */
  all(): Customer[] {
    return this.#customers.all();
  }

  put(customer: Customer): Customer {
    return this.#customers.add(customer.id, customer);
  }
}
