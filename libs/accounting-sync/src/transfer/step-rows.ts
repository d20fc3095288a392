import { type EntityManager } from '@mikro-orm/postgresql';
import { type AccountingError, type AccountingPort, type Clock, type Step } from '@accounting/port';
import { type HeldLane } from './lane.js';
import { whoMustWait } from './pending-creations.js';
import { SEND_WINDOW_MS, SendWindow } from './send-window.js';
import { DeliveryStep } from './step.js';
import { type Transfer } from './transfer.js';

/** A change of one step's row. */
export interface Change {
  row: DeliveryStep;
  change?: () => void;
  transfer: Transfer;
  /** Left out: as it was. */
  notBefore?: Date | null;
}

/** The rows behind a step journal. Each change is a transaction of its own, and only of the worker that holds the lane. */
export class StepRows {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly lane: HeldLane,
    private readonly timing: AccountingPort['timing'],
  ) {}

  async find({ id: transferId, delivery }: Transfer, name: string): Promise<DeliveryStep | null> {
    return this.em.fork().findOne(DeliveryStep, { transferId, delivery, name });
  }

  /** One for each transfer, in their order; what is not there yet is new. */
  async take(
    transfers: Transfer[],
    {
      name,
      holdsLane = false,
      leavesVoucher = false,
    }: Pick<Step<never, never>, 'name' | 'holdsLane' | 'leavesVoucher'>,
  ): Promise<DeliveryStep[]> {
    const em = this.em.fork();
    const found = await em.find(DeliveryStep, {
      name,
      $or: transfers.map(({ id: transferId, delivery }) => ({ transferId, delivery })),
    });
    const rows = new Map(found.map((row) => [row.transferId, row]));
    const unsent = { intent: null, result: null, settleAt: null, absentAt: null, sends: 0, vouched: false };
    return transfers.map(
      ({ id: transferId, delivery }) =>
        rows.get(transferId) ??
        em.create(DeliveryStep, {
          ...{ transferId, delivery, name, holdsLane, leavesVoucher },
          state: 'open',
          ...unsent,
        }),
    );
  }

  /** Who of these must not send anything new now, and why. */
  whoMustWait(transfers: Transfer[]): Promise<Map<Transfer, AccountingError>> {
    return whoMustWait(this.em.fork(), this.lane.key, transfers, this.clock.now());
  }

  /** A window to send in, and from when "it is not here" counts should we die in it: nobody knows when the bytes left. */
  async openWindow(): Promise<{ window: SendWindow; settleAt: Date }> {
    await this.lane.renew();
    const window = new SendWindow(this.clock, this.lane.safeUntil);
    return { window, settleAt: this.settledAfter(new Date(this.clock.now().getTime() + SEND_WINDOW_MS)) };
  }

  /** From when "it is not here" counts for what left at `sentAt`. */
  settledAfter(sentAt: Date): Date {
    return new Date(sentAt.getTime() + this.timing.writeTimeoutMs + this.timing.settleAfterMs);
  }

  async write(changes: Change[]): Promise<void> {
    if (changes.length === 0) return;
    await this.em.fork({ clear: true }).transactional(async (tx) => {
      await this.lane.confirm(tx);
      for (const { change } of changes) change?.();
      for (const { transfer, notBefore } of changes)
        if (notBefore !== undefined && !isSame(transfer.notBefore, notBefore))
          await keepNotBefore(tx, transfer, notBefore);
      await tx.upsertMany(
        DeliveryStep,
        changes.map(({ row }) => valuesOf(row)),
      );
    });
  }
}

function valuesOf(row: DeliveryStep) {
  return {
    transferId: row.transferId,
    delivery: row.delivery,
    name: row.name,
    state: row.state,
    intent: row.intent ?? null,
    result: row.result ?? null,
    holdsLane: row.holdsLane,
    leavesVoucher: row.leavesVoucher,
    settleAt: row.settleAt ?? null,
    absentAt: row.absentAt ?? null,
    sends: row.sends,
    vouched: row.vouched,
  };
}

function isSame(one: Date | null | undefined, other: Date | null): boolean {
  return (one?.getTime() ?? null) === (other?.getTime() ?? null);
}

/** Beside the step, in its transaction; and not in the row's version, for it decides nothing that others look at. */
async function keepNotBefore(tx: EntityManager, transfer: Transfer, notBefore: Date | null): Promise<void> {
  await tx.execute('update accounting.transfer set not_before = ? where id = ?', [notBefore, transfer.id]);
  transfer.notBefore = notBefore;
}
