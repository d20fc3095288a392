import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type Reason } from '@accounting/port';
import { Environment } from '../environment.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { pullReason } from '../pull/pull-reasons.js';
import { Refusal } from '../refusal.js';
import { askForRun } from '../schedule/schedule-run.js';
import { textField } from '../document/document-fields.js';
import { beingWorkedOn } from './being-worked-on.js';
import { findTransfer } from './find-transfer.js';
import { mayConfirm, mayBeDraft } from './judgement.js';
import { Preview } from './preview.js';
import { Readmission } from './readmission.js';
import { DeliveryStep } from './step.js';
import { type Place } from './transfer-filter.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** What `send` may carry. A person who decides something says why. */
export const sendSchema = z
  .strictObject({
    expectedHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, { error: 'Is not the hash of a preview' })
      .optional(),
    notInErp: z.boolean().optional().describe('I have looked: it is not in the accounting system'),
    confirm: z.array(textField(64)).min(1).max(10).optional().describe('Codes of holds that are let go'),
    mode: z.literal('draft').optional().describe('The accountant chooses date and period there'),
    note: textField(1000)
      .refine((note) => note.trim() !== '', { error: 'Says nothing' })
      .optional(),
  })
  .refine(({ notInErp, confirm, note }) => note !== undefined || (!notInErp && !confirm), {
    path: ['note'],
    error: 'Whoever vouches or confirms says why',
  })
  .meta({ id: 'Send' });
export type SendOrder = z.output<typeof sendSchema>;

type Order = SendOrder & { dueAt?: Date };

export interface Started {
  transferId: string;
  /** false: it is left as it was, or something still holds it; `why` says what. */
  started: boolean;
  why: Reason | null;
}

/** Whatever a person does to bring one transfer on its way: start, try again, look now, vouch, let a hold go. */
@Injectable()
export class StartTransfer {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly queue: LaneQueue,
    private readonly readmission: Readmission,
    private readonly preview: Preview,
  ) {}

  /**
   * @param order with `dueAt` for one of many, which then goes no sooner; left out: now.
   * @param by the person, or the key, for the log. Throws a Refusal.
   */
  async start(place: Place, id: string, order: Order, by: string): Promise<Started> {
    return this.em.fork().transactional(async (tx) => {
      const transfer = await findTransfer(tx, place, id, { lock: true });
      await this.mustBePossible(tx, transfer, order);
      const { started, why } = await this.apply(tx, transfer, order, by);
      await tx.flush();
      const isDue = transfer.dueAt && transfer.dueAt <= this.environment.clock.now();
      if (started && isDue && transfer.lane) await this.queue.wake(tx, transfer.lane);
      return { transferId: id, started, why };
    });
  }

  private async mustBePossible(tx: EntityManager, transfer: Transfer, order: SendOrder): Promise<void> {
    const { state } = transfer;
    if (state === 'sending' || state === 'posted')
      throw new Refusal('conflict', reason('ALREADY_ON_ITS_WAY', transfer));
    if (order.mode && state !== 'held' && state !== 'refused')
      throw new Refusal('conflict', reason('DRAFT_CHOICE_TOO_LATE', { state }));
    if (order.mode) await mayBeDraft(tx, this.environment, transfer);
    if (order.confirm) mayConfirm(transfer, order.confirm, order.mode);
    if (order.expectedHash && order.expectedHash !== (await this.preview.hashOf(tx, transfer, order)))
      throw new Refusal('conflict', reason('PREVIEW_OUTDATED'));
  }

  private async apply(
    tx: EntityManager,
    transfer: Transfer,
    order: Order,
    by: string,
  ): Promise<Omit<Started, 'transferId'>> {
    if (isOver(transfer))
      return {
        started: false,
        why: transfer.reason ?? reason('SUPERSEDED', { by: transfer.supersededBy ?? '' }),
      };
    if (transfer.direction === 'from-erp') {
      await askForRun(tx, transfer, transfer.kind, this.environment.clock.now());
      return { started: false, why: pullReason('NOT_SENT_FROM_HERE') };
    }
    switch (transfer.state) {
      case 'unknown':
        return order.notInErp ? this.vouch(tx, transfer, by, order.note ?? '') : this.askNow(transfer);
      case 'draft':
      case 'handled':
        if (order.notInErp) return this.sendAnew(tx, transfer, by, order.note ?? '');
        // Left as it is; but whoever asks about a draft is told soon what became of it.
        if (transfer.state === 'draft') await this.lookUpNow(tx, transfer);
        return { started: false, why: reason('LEFT_AS_IT_IS', transfer) };
      default:
        return this.tryAgain(tx, transfer, order, by);
    }
  }

  private async lookUpNow(tx: EntityManager, transfer: Transfer): Promise<void> {
    transfer.dueAt = this.environment.clock.now();
    if (transfer.lane) await this.queue.wake(tx, transfer.lane);
  }

  private askNow(transfer: Transfer): Omit<Started, 'transferId'> {
    transfer.askNow(this.environment.clock.now());
    return { started: true, why: null };
  }

  /** The same intents go again, with the same numbers. */
  private async vouch(
    tx: EntityManager,
    transfer: Transfer,
    by: string,
    note: string,
  ): Promise<Omit<Started, 'transferId'>> {
    if (await beingWorkedOn(tx, transfer, this.environment.clock.now()))
      throw new Refusal('conflict', reason('BEING_WORKED_ON'));
    const now = this.environment.clock.now();
    const place = { transferId: transfer.id, delivery: transfer.delivery };
    for (const step of await tx.find(DeliveryStep, { ...place, state: 'undecided' })) step.vouchAbsent();
    const vouched = reason('VOUCHED_ABSENT', { by, note, kind: transfer.kind });
    transfer.vouchAbsent(vouched, this.whenSettled(transfer), now);
    transfer.log(vouched, now);
    return { started: true, why: null };
  }

  /** It was deleted there, or never came: the voucher is made anew from the stored document and today's plan. */
  private async sendAnew(
    tx: EntityManager,
    transfer: Transfer,
    by: string,
    note: string,
  ): Promise<Omit<Started, 'transferId'>> {
    const now = this.environment.clock.now();
    // An earlier send may still come through: whoever looks now can't see it.
    if (transfer.notBefore && transfer.mayStillArrive(now))
      throw new Refusal(
        'conflict',
        reason('TOO_EARLY_TO_TELL', { until: transfer.notBefore, kind: transfer.kind }),
      );
    transfer.beginAnew();
    transfer.log(reason('VOUCHED_ABSENT', { by, note, kind: transfer.kind }), now);
    return this.readmit(tx, transfer, this.whenSettled(transfer));
  }

  private async tryAgain(
    tx: EntityManager,
    transfer: Transfer,
    { confirm, mode, dueAt, note = '' }: Order,
    by: string,
  ): Promise<Omit<Started, 'transferId'>> {
    if (confirm) {
      transfer.confirm(confirm);
      const now = this.environment.clock.now();
      for (const code of confirm) transfer.log(reason('HOLD_LET_GO', { by, code, note }), now);
    }
    if (mode) transfer.chosenMode = mode;
    transfer.failures = 0;
    return this.readmit(tx, transfer, this.whenSettled(transfer, dueAt));
  }

  private async readmit(
    tx: EntityManager,
    transfer: Transfer,
    startAt: Date,
  ): Promise<Omit<Started, 'transferId'>> {
    await this.readmission.admit(tx, transfer, startAt);
    const started = transfer.state === 'waiting' && transfer.dueAt !== null;
    return { started, why: started ? null : (transfer.reason ?? null) };
  }

  /** Now, or the instant from which nothing that was sent before can come through any more. The journal sees to it. */
  private whenSettled({ notBefore }: Transfer, dueAt = this.environment.clock.now()): Date {
    return new Date(Math.max(dueAt.getTime(), notBefore?.getTime() ?? 0));
  }
}

/** Superseded and zero ones are never sent. */
function isOver({ supersededBy, reason: why }: Transfer): boolean {
  return Boolean(supersededBy) || why?.code === 'ZERO_REPORT';
}
