import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';

const ClientSchema = defineEntity({
  name: 'Client',
  schema: 'accounting',
  tableName: 'client',
  properties: {
    id: p.text().primary(),
    name: p.text().nullable(),
    organisationNumber: p.text().nullable(),
  },
});
/** A DUELL customer: one legal company. */
export class Client extends ClientSchema.class {}
ClientSchema.setClass(Client);

const DepartmentSchema = defineEntity({
  name: 'Department',
  schema: 'accounting',
  tableName: 'department',
  properties: {
    clientId: p.text().primary(),
    id: p.text().primary(),
    name: p.text().nullable(),
    number: p.text().nullable(),
    /** Since then somebody waits for what is held here to be looked at again. */
    reexamineAt: p.datetime().nullable(),
  },
});
/** A shop, or a section of one: what has settings, an account plan and a Z number series. */
export class Department extends DepartmentSchema.class {}
DepartmentSchema.setClass(Department);

/** Ids that DUELL may give to clients and departments. */
export const DUELL_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A client or department also comes into being at its first document or setting. */
export async function ensureDepartment(
  em: EntityManager,
  clientId: string,
  departmentId: string,
): Promise<void> {
  await em.execute('insert into accounting.client (id) values (?) on conflict do nothing', [clientId]);
  await em.execute('insert into accounting.department (client_id, id) values (?, ?) on conflict do nothing', [
    clientId,
    departmentId,
  ]);
}
