import { z } from 'zod';
import { instantField, nameField, textField } from '../document/document-fields.js';

const addressSchema = z.strictObject({
  street: textField(200),
  street2: textField(200).optional(),
  postalCode: textField(20),
  city: textField(100),
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'Is not a country code of two letters, such as NO' }),
});

/** A customer (kunde) as DUELL sends it: section 2 of the contract. */
export const customerSchema = z
  .strictObject({
    id: nameField().describe("DUELL's id"),
    number: nameField().optional(),
    type: z.enum(['company', 'person']),
    name: nameField(200),
    firstName: textField(100).optional(),
    lastName: textField(100).optional(),
    organisationNumber: textField(20).optional(),
    email: textField(254).optional(),
    invoiceEmail: textField(254).optional(),
    phone: textField(40).optional(),
    mobile: textField(40).optional(),
    address: addressSchema.optional(),
    deliveryAddress: addressSchema.optional(),
    paymentTermsDays: z.int().min(0).max(365).optional(),
    deleted: z.boolean(),
    updatedAt: instantField().describe('Older than what we have: answered, and nothing is changed'),
  })
  .meta({ title: 'Customer (kunde)' });

export type Customer = z.output<typeof customerSchema>;
