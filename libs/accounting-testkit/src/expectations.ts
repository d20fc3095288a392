import { carriesMarker, type VoucherDelivery } from '@accounting/port';
import type { HeldVoucher } from './bench.js';
import type { End, Worker } from './worker.js';

/** The books hold this delivery once, whole, and as it was sent. */
export async function expectExactlyOne(worker: Worker, delivery: VoucherDelivery): Promise<HeldVoucher> {
  const held = await worker.held(delivery);
  expect(held).toHaveLength(1);
  const [voucher] = held as [HeldVoucher];
  expect(voucher.date).toBe(delivery.voucher.date);
  expect(linesOf(voucher.lines)).toEqual(linesOf(delivery.voucher.lines));
  for (const { text } of voucher.lines) {
    expect(text).toContain(delivery.voucher.label);
    expect(carriesMarker(text, delivery.voucher.marker)).toBe(true);
  }
  expectOneDocument(worker, delivery, voucher);
  return voucher;
}

function expectOneDocument(worker: Worker, delivery: VoucherDelivery, { documents }: HeldVoucher): void {
  expect(documents).toHaveLength(1);
  const bytes = documents[0]?.bytes ?? new Uint8Array();
  expect(bytes.length).toBeGreaterThan(0);
  // Where only pictures are taken, the adapter has made one of the page.
  if (worker.bench.adapter.description.capabilities.attachment !== 'images') {
    expect(delivery.document && Buffer.from(bytes).equals(delivery.document.bytes)).toBe(true);
  }
}

/**
 * However it went: one voucher; or, only in books that give no proof, at most one, and a person knows what to look
 * for.
 */
export async function expectAtMostOne(worker: Worker, delivery: VoucherDelivery, end: End): Promise<void> {
  if (end.receipt) {
    const voucher = await expectExactlyOne(worker, delivery);
    // A person may have posted a draft since. What we call posted is.
    if (end.receipt.state === 'posted' || delivery.mode === 'ledger') expect(voucher.state).toBe('posted');
    if (delivery.mode === 'ledger') expect(end.receipt.state).toBe('posted');
    return;
  }
  expect(worker.bench.adapter.description.capabilities.findByMarker).not.toContain(delivery.mode);
  expect(end.undecided.reason.lookFor).not.toEqual([]);
  expect((await worker.held(delivery)).length).toBeLessThanOrEqual(1);
}

/** In an order of their own: a system may keep its lines as it likes. */
function linesOf(
  lines: { account: string; vatCode: string; department?: string | undefined; amount: number }[],
): string[] {
  const asText = lines.map(({ account, vatCode, department = '', amount }) =>
    [account, vatCode, department, amount].join(' | '),
  );
  return asText.sort();
}
