import { type EntityManager } from '@mikro-orm/postgresql';

/**
 * Taken first by all who accept a document (`share`) or save a choice (`update`): so they see one another, and lock
 * in one order.
 */
export async function lockDepartment(
  tx: EntityManager,
  { clientId, departmentId }: { clientId: string; departmentId: string },
  mode: 'share' | 'update',
): Promise<void> {
  await tx.execute(`select 1 from accounting.department where client_id = ? and id = ? for ${mode}`, [
    clientId,
    departmentId,
  ]);
}
