import { type EntityManager } from '@mikro-orm/postgresql';
import { AccountingError, type CustomerRecord } from '@accounting/port';
import { plainOrganisationNumber } from '../register/register-record.js';
import { type Frozen } from './frozen.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/**
 * What a delivery makes in the registers when it is not there yet. An invoice and a product's own transfer may both make
 * the product: each alone is exactly once, and together they are only while no answer of the other's is lost.
 */
function creationsOf(frozen: Frozen | null | undefined): string[] {
  switch (frozen?.is) {
    case 'product':
      return frozen.record.erpId === null ? [`product ${frozen.record.number}`] : [];
    case 'customer':
      return frozen.record.erpId === null ? customerKeys(frozen.record) : [];
    case 'order': {
      const { customer, products } = frozen.delivery;
      return [
        ...(customer.erpId === null ? customerKeys(customer) : []),
        ...products.flatMap(({ erpId, number }) => (erpId === null ? [`product ${number}`] : [])),
      ];
    }
    default:
      return [];
  }
}

/** Two of DUELL's with one organisation number are one customer there. */
function customerKeys({ externalId, organisationNumber }: CustomerRecord): string[] {
  const organisation = plainOrganisationNumber(organisationNumber);
  return [`customer ${externalId}`, ...(organisation === null ? [] : [`organisation ${organisation}`])];
}

/**
 * Of these, who must wait before anything new is sent: something that another delivery to the same books may have made,
 * and that may still come through, would be made twice. By transfer; their own proofs are never kept waiting.
 */
export async function whoMustWait(
  em: EntityManager,
  lane: string,
  transfers: Transfer[],
  now: Date,
): Promise<Map<Transfer, AccountingError>> {
  const making = transfers.filter(({ frozen }) => creationsOf(frozen).length > 0);
  if (making.length === 0) return new Map();
  const others = await em.execute<{ id: string; frozen: Frozen; due_at: Date | null }[]>(
    `select t.id, t.frozen, t.due_at from accounting.transfer t
     where t.lane = ? and t.frozen->>'is' in ('product', 'customer', 'order') and exists (
       select 1 from accounting.step s
       where s.transfer_id = t.id and s.delivery = t.delivery and s.state = 'undecided')
       -- What a person settled is theirs, once it can't come through any more.
       and (t.state not in ('handled', 'skipped') or t.not_before > ?)`,
    [lane, now],
  );
  const waiting = new Map<Transfer, AccountingError>();
  for (const transfer of making) {
    const mine = new Set(creationsOf(transfer.frozen));
    const other = others.find(
      ({ id, frozen }) => id !== transfer.id && creationsOf(frozen).some((one) => mine.has(one)),
    );
    if (!other) continue;
    const what = creationsOf(other.frozen).find((one) => mine.has(one)) ?? '';
    const retryAt = other.due_at ? { retryAt: new Date(other.due_at) } : {};
    waiting.set(
      transfer,
      new AccountingError(reason('CREATION_PENDING', { what, by: other.id }), 'retry', retryAt),
    );
  }
  return waiting;
}
