import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Json } from '@accounting/port';

const DeliveryStepSchema = defineEntity({
  name: 'DeliveryStep',
  schema: 'accounting',
  tableName: 'step',
  properties: {
    transferId: p.uuid().primary(),
    delivery: p.integer().primary(),
    name: p.text().primary(),
    /** open: nothing stands there. undecided: sent, or about to be, and no answer kept. */
    state: p.enum(['open', 'undecided', 'done'] as const),
    intent: p.json<Json>().nullable(),
    result: p.json<Json>().nullable(),
    holdsLane: p.boolean(),
    /** Done, it has put the voucher, or a draft of it, in the books. */
    leavesVoucher: p.boolean(),
    /** From when the accounting system's "it is not here" counts. */
    settleAt: p.datetime().nullable(),
    /** When it first said so. */
    absentAt: p.datetime().nullable(),
    /** Sends of this intent whose fate was, or is, unknown. */
    sends: p.integer(),
    /** A person said that it is not there. */
    vouched: p.boolean(),
  },
});

/** A row of the step journal: what is irrevocable is written here before it is done. */
export class DeliveryStep extends DeliveryStepSchema.class {
  /** From here on it may be done, whatever becomes of us. */
  intend(intent: Json, settleAt: Date): void {
    this.state = 'undecided';
    this.intent = intent;
    this.settleAt = settleAt;
    this.absentAt = null;
    this.vouched = false;
    this.sends += 1;
  }

  /** What the intent would have used was taken by somebody else, or its result is given up: all begins anew. */
  startOver(): void {
    this.sends = 0;
    this.reopen();
  }

  /** It was there before we sent anything. */
  recall(intent: Json, result: Json): void {
    this.intent = intent;
    this.finish(result);
  }

  finish(result: Json): void {
    this.state = 'done';
    this.result = result;
  }

  /**
   * It is certain that this send left nothing: the next try begins anew. Was an earlier one of the same intent lost,
   * the intent is kept, so that one that comes through after all and a later one use one number and exclude each other.
   */
  reopen(): void {
    this.state = 'open';
    this.sends = Math.max(0, this.sends - 1);
    if (this.sends === 0) this.intent = null;
    this.result = null;
    this.settleAt = null;
    this.absentAt = null;
  }

  /**
   * A person vouches that nothing stands there: that is believed where the system can't tell, and from the instant
   * on from which its own "not here" would be. What it can prove is proven first; then the same intent goes again.
   */
  vouchAbsent(): void {
    this.vouched = true;
  }
}
DeliveryStepSchema.setClass(DeliveryStep);

const SettlementDocumentSchema = defineEntity({
  name: 'FrozenDocument',
  schema: 'accounting',
  tableName: 'settlement_document',
  properties: {
    transferId: p.uuid().primary(),
    delivery: p.integer().primary(),
    fileName: p.text(),
    sha256: p.text(),
    bytes: p.blob(),
  },
});

/** The very bytes that went to the accounting system. */
export class FrozenDocument extends SettlementDocumentSchema.class {}
SettlementDocumentSchema.setClass(FrozenDocument);
