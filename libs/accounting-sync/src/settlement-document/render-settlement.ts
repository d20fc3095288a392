// Placeholder until the settlement document lands (written by the lead; overwrite this file).
import { createHash } from 'node:crypto';
import type { SettlementDocument } from '@accounting/port';

export function renderSettlement(input: object): Promise<SettlementDocument> {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return Promise.resolve({ fileName: 'dagsoppgjor.pdf', mediaType: 'application/pdf', bytes, sha256 });
}
