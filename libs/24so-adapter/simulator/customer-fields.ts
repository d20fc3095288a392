import { type Customer } from './customers.js';
import { decimal, plain, readOnly, type RecordFields, text } from './record-fields.js';

/** `Company`, with the longest texts of fact sheet 4.5. `ExplicitlySpecifyNewCompanyId` is an order, not a field. */
export const COMPANY: RecordFields<Customer> = {
  Id: plain('id'),
  ExternalId: text('externalId'),
  OrganizationNumber: text('organizationNumber', 20),
  Name: text('name', 200),
  FirstName: text('firstName', 50),
  NickName: text('nickName'),
  Addresses: plain('addresses'),
  PhoneNumbers: plain('phones'),
  EmailAddresses: plain('emails'),
  Url: text('url', 255),
  Country: text('country', 2),
  Note: text('note'),
  InvoiceLanguage: text('invoiceLanguage'),
  Type: plain('type', 'None'),
  DateCreated: readOnly('registeredAt'),
  AccountDebit: plain('accountDebit', 0),
  AccountCredit: plain('accountCredit', 0),
  Discount: decimal('discount', '0.0'),
  TypeGroup: plain('typeGroup'),
  DateChanged: readOnly('changedAt'),
  BlockInvoice: plain('blockInvoice', false),
  DistributionMethod: plain('distributionMethod', 'Unchanged'),
  CurrencyId: plain('currencyId', 'LOCAL'),
  PaymentTime: plain('paymentTime'),
  GlnNumber: text('glnNumber'),
  Factoring: plain('factoring'),
  VatNumber: text('vatNumber'),
  Private: plain('private'),
};
