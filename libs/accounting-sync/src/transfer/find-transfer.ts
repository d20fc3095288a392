import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { accessReason } from '../access/access-reasons.js';
import { Refusal } from '../refusal.js';
import { type Place } from './transfer-filter.js';
import { Transfer } from './transfer.js';

/** A department's transfer; with `lock`, nobody else changes it before this transaction ends. Throws a Refusal. */
export async function findTransfer(
  em: EntityManager,
  { clientId, departmentId }: Place,
  id: string,
  { lock = false } = {},
): Promise<Transfer> {
  const found = z.uuid().safeParse(id).success
    ? await em.findOne(
        Transfer,
        { id, clientId, departmentId },
        lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {},
      )
    : null;
  if (!found) throw new Refusal('missing', accessReason('NOT_FOUND', { what: 'Overføringen' }));
  return found;
}

/** What was sent to us, loaded when it is not. */
export async function documentOf(em: EntityManager, transfer: Transfer): Promise<unknown> {
  return (
    transfer.document ?? (await em.findOneOrFail(Transfer, transfer.id, { populate: ['document'] })).document
  );
}
