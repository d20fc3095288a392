import { defineEntity, p } from '@mikro-orm/postgresql';
import { type CivilDate, type Ore, type Reason } from '@accounting/port';
import { type Frozen, modeOf } from './frozen.js';
import { storable } from './storable.js';

export const KINDS = ['z-report', 'invoice', 'product', 'customer'] as const;
export type Kind = (typeof KINDS)[number];

export const STATES = [
  'waiting',
  'held',
  'sending',
  'unknown',
  'draft',
  'posted',
  'refused',
  'skipped',
  'handled',
] as const;
export type State = (typeof STATES)[number];

/** Something that is said and stops nothing. */
export type Note = Reason & { amount?: Ore };
export type DatedNote = Note & { at: string };

/** A person settled it by hand. */
export interface HandledBy {
  by: string;
  note: string;
  reference?: string;
  at: string;
}

const TransferSchema = defineEntity({
  name: 'Transfer',
  schema: 'accounting',
  tableName: 'transfer',
  properties: {
    id: p.uuid().primary(),
    clientId: p.text(),
    departmentId: p.text(),
    kind: p.enum(KINDS),
    /** `from-erp`: a change there, on its way into DUELL. Those are never sent anywhere else. */
    direction: p.enum(['to-erp', 'from-erp'] as const),
    documentId: p.text(),
    number: p.bigint('number').nullable(),
    businessDate: p.date().nullable().$type<CivilDate>(),
    amount: p.bigint('number').nullable(),
    revision: p.integer(),
    contentHash: p.text(),
    document: p.json<unknown>().lazy(),
    marker: p.text(),
    state: p.enum(STATES),
    reason: p.json<Reason>().nullable(),
    notes: p.json<DatedNote[]>(),
    confirmed: p.json<string[]>(),
    chosenMode: p.enum(['draft', 'ledger'] as const).nullable(),
    supersededBy: p.uuid().nullable(),
    lane: p.text().nullable(),
    dueAt: p.datetime().nullable(),
    askedNow: p.boolean(),
    holdsLane: p.boolean(),
    failures: p.integer(),
    /** What is frozen may be made anew: a person had something to mend, or the voucher was deleted there. */
    thawed: p.boolean(),
    delivery: p.integer(),
    /**
     * Until then something that was sent, and not answered, may still come through: nothing more is sent, whoever asks,
     * and no revision takes its place. Set and lifted by the step journal alone.
     */
    notBefore: p.datetime().nullable(),
    frozen: p.json<Frozen>().nullable(),
    reference: p.json<Record<string, string>>().nullable(),
    handled: p.json<HandledBy>().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

const MINUTE = 60_000;
const LONGEST_BACKOFF = 60 * MINUTE;

/** Nothing of it stands in the accounting system: a corrected document may still take its place. */
const REPLACEABLE: readonly State[] = ['waiting', 'held', 'refused', 'skipped'];

/** One document on its way to the books, and for ever the record of what became of it: the export log's row. */
export class Transfer extends TransferSchema.class {
  isReplaceable(now: Date): boolean {
    return REPLACEABLE.includes(this.state) && !this.mayStillArrive(now);
  }

  /** Something of it was sent, and it is too early to say that it will not come through. */
  mayStillArrive(now: Date): boolean {
    return (this.notBefore?.getTime() ?? 0) > now.getTime();
  }

  /** Waits for its turn; `dueAt` null: until a person starts it. */
  wait(dueAt: Date | null, now: Date, reason: Reason | null = null): void {
    this.become('waiting', now, reason);
    this.dueAt = dueAt;
  }

  /** Other books than when it was laid in its lane. */
  changeLane(lane: string | null, now: Date): void {
    this.lane = lane;
    this.wait(now, now);
  }

  /** A person must mend something first. */
  hold(reason: Reason, now: Date): void {
    this.become('held', now, reason);
    this.dueAt = null;
    this.thawed = true;
  }

  skip(reason: Reason, now: Date): void {
    this.become('skipped', now, reason);
    this.dueAt = null;
  }

  supersede(by: string, reason: Reason, now: Date): void {
    this.skip(reason, now);
    this.supersededBy = by;
  }

  /** From here on something may reach the accounting system. */
  startSending(now: Date): void {
    this.become('sending', now, null);
    this.dueAt = now;
    this.askedNow = false;
  }

  /** The first time, and whenever the voucher became another one: a delivery of its own, with steps of its own. */
  freeze(frozen: Frozen): void {
    this.frozen = frozen;
    this.delivery += 1;
    this.thawed = false;
  }

  arrive(
    state: 'draft' | 'posted',
    reference: Record<string, string>,
    lookAgainAt: Date | null,
    now: Date,
  ): void {
    this.become(state, now, null);
    this.reference = reference;
    this.dueAt = lookAgainAt;
    this.failures = 0;
  }

  /** Sent, and the answer lost. `askAt` null: only a person can tell. */
  loseSight(reason: Reason, askAt: Date | null, holdsLane: boolean, now: Date): void {
    this.become('unknown', now, reason);
    this.dueAt = askAt;
    this.holdsLane = holdsLane;
  }

  refuse(reason: Reason, now: Date): void {
    this.become('refused', now, reason);
    this.dueAt = null;
    this.thawed = true;
  }

  /** It did not go this time, and nothing was done there. Waits twice as long each time: 1, 2, 4 … 60 minutes. */
  retryLater(reason: Reason, now: Date, notBefore?: Date): void {
    const backoff = Math.min(2 ** this.failures * MINUTE, LONGEST_BACKOFF);
    this.wait(new Date(Math.max(now.getTime() + backoff, notBefore?.getTime() ?? 0)), now, reason);
    this.failures += 1;
  }

  handle(handled: HandledBy, now: Date): void {
    this.become('handled', now, null);
    this.handled = handled;
    this.dueAt = null;
  }

  /** Once a code and path: said again, it takes the new words. */
  say(note: Note, now: Date): void {
    this.notes = [
      ...this.notes.filter(({ code }) => code !== note.code),
      { ...storable(note), at: now.toISOString() },
    ];
  }

  /** What was said of it and holds no more. What a person decided is never taken back. */
  unsay(codes: readonly string[]): void {
    this.notes = this.notes.filter(({ code }) => !codes.includes(code));
  }

  /** Said once more, and never replaced by what is said later: what a person decided stays in the log. */
  log(note: Note, now: Date): void {
    this.notes = [...this.notes, { ...storable(note), at: now.toISOString() }];
  }

  /** A person lets holds go that are a matter of judgement. */
  confirm(codes: readonly string[]): void {
    this.confirmed = [...new Set([...this.confirmed, ...codes])];
  }

  /** A person wants to know now what became of it. */
  askNow(now: Date): void {
    this.askedNow = true;
    this.dueAt = now;
  }

  /** A person vouches that it is not there. It goes again at `dueAt`, and until then nothing may take its place. */
  vouchAbsent(reason: Reason, dueAt: Date, now: Date): void {
    this.loseSight(reason, dueAt, this.holdsLane, now);
    this.failures = 0;
  }

  /** It is gone from the accounting system: all is made anew, but draft or ledger stays as it was decided. */
  beginAnew(): void {
    this.chosenMode ??= modeOf(this.frozen);
    this.frozen = null;
    this.thawed = true;
    this.reference = null;
    this.handled = null;
    this.failures = 0;
  }

  /** What is frozen decides the next delivery too; null when the voucher is made from today's plan. */
  get stands(): Frozen | null {
    return this.frozen && !this.thawed ? this.frozen : null;
  }

  private become(state: State, now: Date, reason: Reason | null): void {
    this.state = state;
    this.reason = storable(reason);
    this.holdsLane = false;
    this.updatedAt = now;
  }
}
TransferSchema.setClass(Transfer);
