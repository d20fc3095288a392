import { defineEntity, p } from '@mikro-orm/postgresql';
import { type ErpCustomer, type ErpProduct } from '@accounting/port';

export type RecordKind = 'product' | 'customer';

/** What the accounting system has under either kind. */
export interface ErpRecordOf {
  product: ErpProduct;
  customer: ErpCustomer;
}

const RegisterRecordSchema = defineEntity({
  name: 'RegisterRecord',
  schema: 'accounting',
  tableName: 'register_record',
  properties: {
    adapter: p.text().primary(),
    companyId: p.text().primary(),
    kind: p.text().primary().$type<RecordKind>(),
    /** The register's own id. */
    recordId: p.text().primary(),
    number: p.text(),
    externalId: p.text().nullable(),
    organisationNumber: p.text().nullable(),
    active: p.boolean(),
    fields: p.json<ErpProduct | ErpCustomer>(),
    contentHash: p.text(),
    /** Goes up with every change that we saw: whoever follows it misses none. */
    change: p.bigint('number'),
    seenAt: p.datetime(),
  },
});

/** A product or customer of a company's books, as it was read last. */
export class RegisterRecord extends RegisterRecordSchema.class {}
RegisterRecordSchema.setClass(RegisterRecord);

const RegisterSchema = defineEntity({
  name: 'Register',
  schema: 'accounting',
  tableName: 'register',
  properties: {
    adapter: p.text().primary(),
    companyId: p.text().primary(),
    kind: p.text().primary().$type<RecordKind>(),
    /** All changes before this were read. */
    readThrough: p.datetime(),
    /** When all of it was read last, which alone shows what is gone. */
    readWholeAt: p.datetime(),
    /** The last whole reading lacked so much that nothing was taken for gone. */
    doubted: p.boolean(),
  },
});

/** How far a register was read. */
export class Register extends RegisterSchema.class {}
RegisterSchema.setClass(Register);

/** Organisation numbers are written with blanks, dots and `MVA`; its nine digits are what counts. */
export function plainOrganisationNumber(text: string | null | undefined): string | null {
  const digits = (text ?? '').replace(/\D/g, '');
  return digits.length === 9 ? digits : null;
}
