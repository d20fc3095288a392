import { type EntityManager } from '@mikro-orm/postgresql';
import { type Ids, type Reason } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';
import { type RegisterRecord } from '../register/register-record.js';
import { contentHash, markerOf } from '../transfer/marker.js';
import { Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';

/** What became of one change of the accounting system, for the export log. */
export interface Pulled {
  record: RegisterRecord;
  duellId: string | null;
  /** Left out: it is in DUELL. */
  stopped?: { state: 'held' | 'refused' | 'waiting'; reason: Reason };
  notes: Reason[];
}

/** DUELL's own ids have no such form by custom; the direction tells them apart for sure. */
export function pulledId(recordId: string): string {
  return `erp-${recordId}`;
}

/** A row of the export log, unless the latest one says the same already. What stood open of the same record is over. */
export async function logPulled(
  tx: EntityManager,
  place: Place,
  { record, duellId, stopped, notes }: Pulled,
  now: Date,
  ids: Ids,
): Promise<void> {
  const identity = { ...place, kind: record.kind, documentId: pulledId(record.recordId) };
  const [latest] = await tx.find(
    Transfer,
    { ...identity, direction: 'from-erp' },
    { orderBy: { revision: 'desc' }, limit: 1 },
  );
  const hash = contentHash({ record: record.contentHash, stopped: stopped?.reason.code ?? null });
  if (latest?.contentHash === hash && latest.state === (stopped?.state ?? 'posted')) return;
  const transfer = tx.create(Transfer, {
    ...identity,
    id: ids.uuid(),
    direction: 'from-erp',
    number: null,
    businessDate: null,
    amount: null,
    revision: (latest?.revision ?? 0) + 1,
    contentHash: hash,
    document: record.fields,
    marker: markerOf(identity),
    state: 'posted',
    reason: null,
    notes: [],
    notBefore: null,
    confirmed: [],
    chosenMode: null,
    supersededBy: null,
    lane: null,
    dueAt: null,
    askedNow: false,
    holdsLane: false,
    failures: 0,
    thawed: false,
    delivery: 0,
    frozen: null,
    reference: { id: record.recordId, ...(duellId === null ? {} : { duellId }) },
    handled: null,
    createdAt: now,
    updatedAt: now,
  });
  if (stopped?.state === 'held') transfer.hold(stopped.reason, now);
  else if (stopped?.state === 'refused') transfer.refuse(stopped.reason, now);
  else if (stopped) transfer.wait(null, now, stopped.reason);
  for (const note of notes) transfer.say(note, now);
  if (latest && isOpen(latest)) latest.supersede(transfer.id, reason('SUPERSEDED', { by: transfer.id }), now);
}

/** It went another way meanwhile: nothing is left to be mended. */
export async function closePulled(
  tx: EntityManager,
  place: Place,
  record: RegisterRecord,
  now: Date,
): Promise<void> {
  const open = await tx.find(Transfer, {
    ...{ ...place, kind: record.kind, documentId: pulledId(record.recordId), direction: 'from-erp' },
    state: ['held', 'refused', 'waiting'],
  });
  for (const transfer of open) transfer.arrive('posted', transfer.reference ?? {}, null, now);
}

/** Records whose change has not come through: each pull tries them again. */
export async function openPulled(em: EntityManager, place: Place, kind: string): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select distinct substr(document_id, 5) as id from accounting.transfer
     where client_id = ? and department_id = ? and kind = ? and direction = 'from-erp'
       and state in ('held', 'refused', 'waiting')`,
    [place.clientId, place.departmentId, kind],
  );
  return rows.map(({ id }) => id);
}

function isOpen({ state }: Transfer): boolean {
  return state === 'held' || state === 'refused' || state === 'waiting';
}
