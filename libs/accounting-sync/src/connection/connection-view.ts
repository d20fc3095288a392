import { z } from 'zod';
import { nameField, readOnlyField, textField } from '../document/document-fields.js';
import { reasonSchema } from '../transfer/transfer-view.js';
import { type Connection } from './connection.js';

const namedId = z.strictObject({ id: nameField(), name: textField(200) });

/** How a department reaches its accounting system, as it is saved. */
export const connectionInputSchema = z
  .strictObject({
    adapter: nameField().describe('`id` of an adapter'),
    credentials: z
      .record(nameField(), textField(1000))
      .nullish()
      .describe(
        "Write-only. The fields of the adapter's settings form; left out: those that are saved are kept",
      ),
    company: namedId.nullish().describe('null: none is chosen; with one company it is found by itself'),
    erpDepartment: namedId.nullish(),
    multipleCompanies: z.boolean().default(false).describe('Flere firma'),
    multipleDepartments: z.boolean().default(false).describe('Flere avdelinger'),
    unresolved: readOnlyField(),
    updatedAt: readOnlyField(),
  })
  .meta({ id: 'Connection' });
export type ConnectionInput = z.output<typeof connectionInputSchema>;

/** Without a secret. */
export const connectionViewSchema = z
  .strictObject({
    adapter: z.string(),
    company: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    erpDepartment: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    multipleCompanies: z.boolean(),
    multipleDepartments: z.boolean(),
    unresolved: reasonSchema.nullable().describe('Why no company could be found'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'SavedConnection' });
export type ConnectionView = z.output<typeof connectionViewSchema>;

export function connectionView(connection: Connection): ConnectionView {
  const { adapter, company, erpDepartment, multipleCompanies, multipleDepartments, unresolved, updatedAt } =
    connection;
  return {
    adapter,
    company: company ?? null,
    erpDepartment: erpDepartment ?? null,
    multipleCompanies,
    multipleDepartments,
    unresolved: unresolved ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}
