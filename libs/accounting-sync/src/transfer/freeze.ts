import { type EntityManager } from '@mikro-orm/postgresql';
import { type Attempt } from './attempt.js';
import { DeliveryStep, FrozenDocument } from './step.js';
import { type Frozen, isVoucher, modeOf } from './frozen.js';
import { type PreparedOrder, type PreparedVoucher } from './prepared.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** Fixes on the transfer's row what decides its delivery. Inside the transaction after which something may be sent. */
export type Freeze = (fresh: Transfer, tx: EntityManager) => void;

/**
 * The same as was frozen before, when all that decides it is the same: its steps stand. Else anew: document, stamp and steps
 * of its own, and the attempt says what is left unused.
 */
export async function freezing(
  em: EntityManager,
  transfer: Transfer,
  prepared: PreparedVoucher | PreparedOrder,
  attempt: Attempt,
  now: Date,
): Promise<Freeze> {
  const { frozen, notes } = prepared;
  if (transfer.frozen && decidesTheSame(transfer.frozen, frozen)) {
    return (fresh) => void (fresh.thawed = false);
  }
  const unused = await leftUnused(em, transfer);
  if (unused) attempt.say(reason('FROZEN_DROPPED', { unused }));
  if (prepared.is === 'order')
    return (fresh) => {
      fresh.freeze(prepared.frozen);
      for (const note of notes) fresh.say(note, now);
    };
  const { fileName, sha256, bytes } = await prepared.document();
  return (fresh, tx) => {
    fresh.freeze({ ...prepared.frozen, document: { fileName, sha256 } });
    for (const note of notes) fresh.say(note, now);
    const place = { transferId: fresh.id, delivery: fresh.delivery };
    tx.create(FrozenDocument, { ...place, fileName, sha256, bytes: Buffer.from(bytes) });
  };
}

/** Everything that decides a delivery, of which the voucher is only one part. */
function decidesTheSame(before: Frozen, now: Frozen): boolean {
  return (
    before.hash === now.hash &&
    modeOf(before) === modeOf(now) &&
    before.adapter === now.adapter &&
    before.company.id === now.company.id &&
    before.erpDepartment?.id === now.erpDepartment?.id &&
    voucherTypeOf(before) === voucherTypeOf(now)
  );
}

function voucherTypeOf(frozen: Frozen): string | null {
  return isVoucher(frozen) ? frozen.voucherType : null;
}

/** Where a person finds what lies there unused, as far as a result tells it. */
const UNUSED: Record<string, string> = {
  stamp: 'stempel',
  fileId: 'fil',
  number: 'nummer',
  orderId: 'ordre',
  id: 'id',
};

async function leftUnused(em: EntityManager, { id: transferId, delivery }: Transfer): Promise<string> {
  const done = await em.find(DeliveryStep, { transferId, delivery, state: 'done' });
  return [...new Set(done.flatMap(({ result }) => unusedIn(result)))].join(', ');
}

/** `{ stamp: 203, fileId: 17 }` → `stempel 203, fil 17`. */
export function unusedIn(result: unknown): string[] {
  const named = Object.entries((result ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    name in UNUSED && (typeof value === 'string' || typeof value === 'number')
      ? [`${UNUSED[name]} ${value}`]
      : [],
  );
  return named.length > 0 ? named : ['det som er opprettet der'];
}
