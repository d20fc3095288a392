import {
  carriesMarker,
  norwegianDate,
  norwegianKroner,
  osloDate,
  sum,
  type CivilDate,
  type DraftFinding,
  type DraftInBooks,
  type Proof,
  type Reason,
  type Voucher,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { filesFound, stampOf } from './24so.document.js';
import { booked, stamped, type LedgerVoucher } from './24so.marked.js';
import { MENUS, pathTo } from './24so.menus.js';
import type { FileFlag, Transaction } from './24so.operations.js';
import { firstOfMonth, lastOfMonth, ledgerLines, monthsOf, notesOn } from './24so.proof.js';
import { reason } from './24so.reasons.js';
import { bundleName } from './24so.voucher.js';

/** A draft that nobody approved for so long is looked for in the ledger no further back. */
const LONGEST_SEARCH_MONTHS = 24;

/** As many stamps as one question names. */
const STAMPS_A_CALL = 200;

export type DraftState = { is: 'draft' } | { is: 'posted'; there: LedgerVoucher | null; notes: Reason[] };

/**
 * Was this draft saved? Drafts cannot be listed (fact sheet 4.8): the flags of its stamp, or the ledger when a person
 * has approved it, can prove that it was; nothing proves that it was not.
 */
export async function proveDraft(
  client: TwentyFourSoClient,
  voucher: Voucher,
  stamp: number,
): Promise<Proof<DraftState>> {
  const [state] = await statesOf(client, [{ voucher, stamp }]);
  if (state) return { verdict: 'found', result: state, notes: state.is === 'posted' ? state.notes : [] };
  if (client.options.draftFlagsProveAbsence) return { verdict: 'absent' };
  const why = reason('DRAFT_NOT_PROVABLE', { marker: voucher.marker });
  return { verdict: 'cannot-tell', why, lookFor: whatToLookFor(voucher, stamp) };
}

/** What became of drafts: one answer for each, in order. */
export async function lookUpDrafts(
  client: TwentyFourSoClient,
  drafts: DraftInBooks[],
): Promise<DraftFinding[]> {
  const states = await statesOf(
    client,
    drafts.map(({ voucher, reference }) => ({ voucher, stamp: Number(reference.stampNo ?? 0) })),
  );
  return states.map((state, index) => {
    // Without a document there is no stamp, and no flag: until it stands in the ledger nobody can tell.
    if (!state) return drafts[index]?.reference.stampNo ? { is: 'gone' } : { is: 'draft' };
    if (state.is === 'draft') return state;
    const { there, notes } = state;
    return { is: 'posted', reference: there ? referenceOf(there) : {}, notes };
  });
}

/** Where a person finds a voucher of the ledger. */
export function referenceOf(
  voucher: Pick<LedgerVoucher, 'number' | 'date' | 'stamp'> & { year?: number },
): Record<string, string> {
  const { number, date, stamp, year = Number(date.slice(0, 4)) } = voucher;
  const reference = { voucherNumber: String(number), date, year: String(year) };
  return stamp > 0 ? { ...reference, stampNo: String(stamp) } : reference;
}

interface Sought {
  voucher: Voucher;
  stamp: number;
}

/** null: neither a draft nor in the ledger, as far as can be seen. */
async function statesOf(client: TwentyFourSoClient, sought: Sought[]): Promise<(DraftState | null)[]> {
  const stamps = sought.map(({ stamp }) => stamp).filter((stamp) => stamp > 0);
  const posted = await flagged(client, stamps, 'PostedInJournal');
  const waiting = await flagged(
    client,
    stamps.filter((stamp) => !posted.has(stamp)),
    'PrepostedInJournal',
  );

  // The flags are an inference (fact sheet 4.3): what has none may be posted all the same.
  const elsewhere = sought.filter(({ stamp }) => !waiting.has(stamp));
  const lines = await linesOf(client, elsewhere);
  return sought.map(({ voucher, stamp }) => {
    if (waiting.has(stamp)) return { is: 'draft' };
    const there = booked(lines, voucher) ?? (stamp > 0 ? stamped(lines, stamp) : null);
    if (there) return { is: 'posted', there, notes: notesOn(there, voucher, client.options) };
    if (!posted.has(stamp)) return null;
    return { is: 'posted', there: null, notes: [reason('POSTED_NUMBER_UNKNOWN', { stamp: String(stamp) })] };
  });
}

/** Flags are not in the answer, only in the question; one at a time, since nothing says how several combine. */
async function flagged(client: TwentyFourSoClient, stamps: number[], flag: FileFlag): Promise<Set<number>> {
  const found = new Set<number>();
  for (let start = 0; start < stamps.length; start += STAMPS_A_CALL) {
    const StampNo = { int: stamps.slice(start, start + STAMPS_A_CALL) };
    const files = await filesFound(client, { StampNo, AttachmentStatus: { FlagType: [flag] } });
    for (const file of files) found.add(stampOf(file));
  }
  return found;
}

/**
 * The ledger's lines of these vouchers, from the month of the earliest to the end of this one, a month a call: number
 * and date may have changed when a draft was approved. Of other lines nothing is kept.
 */
async function linesOf(client: TwentyFourSoClient, sought: Sought[]): Promise<Transaction[]> {
  const lines: Transaction[] = [];
  if (sought.length === 0) return lines;
  const stamps = new Set(sought.map(({ stamp }) => stamp).filter((stamp) => stamp > 0));
  const isOurs = ({ Comment = '', StampNo = 0 }: Transaction) =>
    stamps.has(StampNo) || sought.some(({ voucher }) => carriesMarker(Comment, voucher.marker));

  const earliest = earliestOf(sought);
  const today = osloDate(client.tools.clock.now());
  const months = monthsOf(firstOfMonth(earliest), lastOfMonth(today > earliest ? today : earliest));
  for (const { from, to } of months.slice(-LONGEST_SEARCH_MONTHS)) {
    lines.push(...(await ledgerLines(client, from, to)).filter(isOurs));
  }
  return lines;
}

function earliestOf(sought: Sought[]): CivilDate {
  return sought.map(({ voucher }) => voucher.date).sort()[0] ?? '';
}

/** The exact things a person looks for. */
function whatToLookFor(voucher: Voucher, stamp: number): string[] {
  const debit = sum(voucher.lines.map(({ amount }) => Math.max(0, amount)));
  return [
    `Bunt «${bundleName(voucher)}»`,
    `Sted: ${pathTo(MENUS.drafts)}`,
    `Dato: ${norwegianDate(voucher.date)}`,
    `Stempelnummer: ${stamp}`,
    `Sum debet: ${norwegianKroner(debit)}`,
  ];
}
