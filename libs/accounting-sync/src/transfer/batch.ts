import {
  type CustomerRecord,
  type Exchange,
  type ProductRecord,
  type Reason,
  type RecordOutcome,
  StepUndecided,
} from '@accounting/port';
import { type Connection } from '../connection/connection.js';
import { type BooksOf, type NewLink } from '../register/link.js';
import { type AnyRecord, recordHash, stockOf } from '../register/prepare-records.js';
import { type RecordKind } from '../register/register-record.js';
import { type Attempt } from './attempt.js';
import { afterFailure, type Conclusion } from './conclusion.js';
import { type Frozen } from './frozen.js';
import { type HeldLane } from './lane.js';
import { type Transfer } from './transfer.js';

/** One transfer's part in a batch. */
export interface Part {
  transfer: Transfer;
  attempt: Attempt;
  /** It was frozen by an earlier attempt. */
  stood: boolean;
  /** null: nothing has become of it yet. */
  conclusion: Conclusion | null;
  link: NewLink | null;
}

/** Products, or customers, of one department that go together. */
export interface Batch {
  kind: RecordKind;
  lane: HeldLane;
  books: BooksOf;
  parts: Part[];
  exchanges: Exchange[];
  /** The department does not send this kind any more: what was sent is proven, and nothing new is. */
  unwanted: Reason | null;
  /** Said of each on the way, by DUELL's id. */
  notes: ReadonlyMap<string, Reason[]>;
}

/** Those of which nothing has become yet. */
export function openParts({ parts }: Batch): Part[] {
  return parts.filter(({ conclusion }) => conclusion === null);
}

/** What decides the delivery of one, from its first irrevocable call on. */
export function frozenFor({ kind, books }: Batch, record: AnyRecord, connection: Connection): Frozen {
  const { company, erpDepartment = null } = connection;
  if (!company) throw new Error('A batch goes to a company');
  const stock = stockOf(record);
  const hash = recordHash(record) + (stock === null ? '' : `/${stock}`);
  const common = { adapter: books.adapter, company, erpDepartment, hash };
  return kind === 'product'
    ? { ...common, is: 'product', record: record as ProductRecord }
    : { ...common, is: 'customer', record: record as CustomerRecord };
}

export function frozenRecord({ id, frozen }: Transfer): AnyRecord {
  if (frozen?.is === 'product' || frozen?.is === 'customer') return frozen.record;
  throw new Error(`Transfer ${id} has no record frozen`);
}

/** What the adapter said of one, as its conclusion and its link. */
export function settlePart(part: Part, outcome: RecordOutcome | undefined, now: Date): void {
  const { transfer } = part;
  const { documentId } = transfer;
  if (!outcome) throw new Error(`The adapter said nothing of ${documentId}`);
  const { erpId, failed } = outcome;
  if (failed) {
    part.conclusion = afterFailure(failed, now);
    if (erpId !== null) part.link = { documentId, erpId };
    return;
  }
  const record = frozenRecord(transfer);
  const { erpId: id } = outcome.done;
  part.link = { documentId, erpId: id, sent: { hash: recordHash(record), stock: stockOf(record) } };
  part.conclusion = (row) => row.arrive('posted', { id }, null, now);
}

/** A step for all that is undecided is kept with the first; the others have sent nothing, and wait for it. */
export function failAll(batch: Batch, error: unknown, now: Date): void {
  const conclusion = afterFailure(error, now);
  const [lead, ...others] = openParts(batch);
  if (lead) lead.conclusion = conclusion;
  for (const part of others)
    part.conclusion =
      error instanceof StepUndecided ? (row) => row.wait(error.askAt, now, error.reason) : conclusion;
}
