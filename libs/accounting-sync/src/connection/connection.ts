import { defineEntity, p } from '@mikro-orm/postgresql';
import { type NamedId, type Reason } from '@accounting/port';

const ConnectionSchema = defineEntity({
  name: 'Connection',
  schema: 'accounting',
  tableName: 'connection',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    adapter: p.text(),
    /** The credentials as JSON, sealed for {@link Connection.sealedFor}. */
    sealedCredentials: p.text(),
    company: p.json<NamedId>().nullable(),
    erpDepartment: p.json<NamedId>().nullable(),
    multipleCompanies: p.boolean(),
    multipleDepartments: p.boolean(),
    /** The adapter's lane key; null while no company is chosen. */
    lane: p.text().nullable(),
    /** Why no company could be chosen for a login that should reach just one. */
    unresolved: p.json<Reason>().nullable(),
    /** When to ask the accounting system for it again; null: not by ourselves. */
    resolveAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
  },
});

/** How one DUELL department reaches its accounting system. */
export class Connection extends ConnectionSchema.class {
  static sealedFor(clientId: string, departmentId: string): string {
    return `connection/${clientId}/${departmentId}`;
  }
}
ConnectionSchema.setClass(Connection);
