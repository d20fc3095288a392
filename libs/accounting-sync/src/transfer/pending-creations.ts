import { type EntityManager } from '@mikro-orm/postgresql';
import { AccountingError, type CustomerRecord, type ProductRecord } from '@accounting/port';
import { plainOrganisationNumber } from '../register/register-record.js';
import { type Frozen } from './frozen.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/**
 * What a delivery makes in the registers when it is not there yet. An invoice and a product's own transfer may both make
 * the product: each alone is exactly once, and together they are only while no answer of the other's is lost.
 */
function creationsOf(frozen: Frozen | null | undefined): Creation[] {
  switch (frozen?.is) {
    case 'product':
      return productCreation(frozen.record);
    case 'customer':
      return customerCreations(frozen.record);
    case 'order': {
      const { customer, products } = frozen.delivery;
      return [...customerCreations(customer), ...products.flatMap(productCreation)];
    }
    default:
      return [];
  }
}

interface Creation {
  /** Equal where two deliveries would make the same. */
  key: string;
  /** `vare K-1000`. */
  text: string;
}

function productCreation({ erpId, number }: ProductRecord): Creation[] {
  return erpId === null ? [{ key: `product ${number}`, text: `vare ${number}` }] : [];
}

/** Two of DUELL's with one organisation number are one customer there. */
function customerCreations({ erpId, externalId, organisationNumber, name }: CustomerRecord): Creation[] {
  if (erpId !== null) return [];
  const organisation = plainOrganisationNumber(organisationNumber);
  const keys = [`customer ${externalId}`, ...(organisation === null ? [] : [`organisation ${organisation}`])];
  return keys.map((key) => ({ key, text: `kunden ${name}` }));
}

/** What people call the transfer. */
function nameOf(frozen: Frozen): string {
  if (frozen.is === 'order') return `faktura ${frozen.delivery.order.invoiceId}`;
  return creationsOf(frozen)[0]?.text ?? '';
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
    const mine = new Set(creationsOf(transfer.frozen).map(({ key }) => key));
    const other = others.find(
      ({ id, frozen }) => id !== transfer.id && creationsOf(frozen).some(({ key }) => mine.has(key)),
    );
    if (!other) continue;
    const what = creationsOf(other.frozen).find(({ key }) => mine.has(key))?.text ?? '';
    const facts = { what, by: nameOf(other.frozen), byId: other.id };
    const retryAt = other.due_at ? { retryAt: new Date(other.due_at) } : {};
    waiting.set(transfer, new AccountingError(reason('CREATION_PENDING', facts), 'retry', retryAt));
  }
  return waiting;
}
