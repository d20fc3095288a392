import { type EntityManager } from '@mikro-orm/postgresql';
import { Connection } from '../connection/connection.js';
import { type Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { JUDGEMENT_HOLDS } from '../sync-z-report/z-report-to-voucher.js';
import { modeOf } from './frozen.js';
import { type Kind, type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

const OF_KIND: Record<Kind, ReadonlySet<string>> = {
  'z-report': JUDGEMENT_HOLDS,
  invoice: new Set(['INVOICE_SUM_DIFFERS', 'VAT_RATE_DIFFERS', 'INVOICE_HANDLED_BEFORE']),
  product: new Set(),
  customer: new Set(),
};

/** Throws a Refusal when one of `codes` is no hold that a person may let go on this transfer. */
export function mayConfirm(transfer: Transfer, codes: readonly string[], mode?: 'draft'): void {
  if (transfer.state !== 'held')
    throw new Refusal('conflict', reason('NOTHING_TO_CONFIRM', { state: transfer.state }));
  const asDraft = (mode ?? transfer.chosenMode ?? modeOf(transfer.frozen)) === 'draft';
  const allowed = (code: string) =>
    OF_KIND[transfer.kind].has(code) || (code === 'ATTACHMENT_REFUSED' && asDraft);
  const others = codes.filter((code) => !allowed(code));
  if (others.length === 0) return;
  const faults = others.map((code) => ({
    path: 'confirm',
    message: `${code} is no matter of judgement here`,
  }));
  throw new Refusal('invalid', reason('NOT_A_MATTER_OF_JUDGEMENT', { codes: others }), faults);
}

/** Throws a Refusal when the accounting system takes no drafts. */
export async function mayBeDraft(
  em: EntityManager,
  { adapters }: Environment,
  { clientId, departmentId }: Transfer,
): Promise<void> {
  const connection = await em.findOne(Connection, { clientId, departmentId });
  const adapter = adapters.find(({ id }) => id === connection?.adapter);
  if (adapter && !adapter.description.capabilities.modes.includes('draft'))
    throw new Refusal('conflict', reason('NO_DRAFTS_THERE', { system: adapter.description.name }));
}
