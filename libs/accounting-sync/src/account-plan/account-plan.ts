import { z } from 'zod';
import { nameField, textField } from '../document/document-fields.js';
import { PAYMENT_METHODS } from '../sync-z-report/payment-methods.js';
import { STANDARD_VAT_CODES } from '../sync-z-report/z-report.js';

/** A group, name or reason: verbatim, trimmed, 1 to 64 characters. */
const NAME = String.raw`\S(?:[\s\S]{0,62}\S)?`;

const ROLE = new RegExp(
  `^(?:${[
    `sales:(?:${STANDARD_VAT_CODES.join('|')})(?::${NAME})?`,
    `payment:(?:${PAYMENT_METHODS.join('|')}|other:${NAME})`,
    `(?:payIn|payOut)(?::${NAME})?`,
    'giftCardSold|creditSlipIssued|tips|cashRounding|cashDifference|terminalDifference|bankDeposit',
    'stockChange|inventory',
  ].join('|')})$`,
);

const roleSchema = textField(100).regex(ROLE, {
  error: 'Is no role of the account plan (a group, name or reason in it is trimmed, 1 to 64 characters)',
});

const targetSchema = z.strictObject({
  account: z
    .string()
    .regex(/^\d{1,20}(?::\d{1,20})?$/, { error: 'Is not an account number' })
    .describe("Number in the accounting system's chart of accounts; a sub-account may follow a colon"),
  vatCode: z
    .string()
    .regex(/^\d{1,10}$/, { error: 'Is not the number of a VAT code' })
    .optional()
    .describe("Number in the accounting system's own VAT list. Sales need one; no other role has VAT"),
  project: nameField().optional().describe("The accounting system's id of a project"),
  customer: nameField().optional().describe("The accounting system's number of a customer (reskontro)"),
});

/** Which account each part of a settlement goes to: the account plan (kontoplan) of one department. */
export const accountPlanSchema = z
  .strictObject({
    voucherType: nameField()
      .nullable()
      .default(null)
      .describe('`id` of a voucher type (bilagsart) of the ERP'),
    roles: z.record(roleSchema, targetSchema),
  })
  .meta({ title: 'Account plan (kontoplan)' });

export type AccountPlan = z.output<typeof accountPlanSchema>;
export type RoleTarget = z.output<typeof targetSchema>;

export interface FoundRole {
  role: string;
  target: RoleTarget;
}

/** The first of `candidates`, most specific first, that the plan maps. undefined: it maps none. */
export function findRole(plan: AccountPlan, candidates: readonly string[]): FoundRole | undefined {
  for (const role of candidates) {
    const target = plan.roles[role];
    if (target) return { role, target };
  }
  return undefined;
}

/** Is it one of the `sales:` roles, the only ones inside VAT? */
export function isSalesRole(role: string): boolean {
  return role.startsWith('sales:');
}
