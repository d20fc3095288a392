import { createHash } from 'node:crypto';
import { norwegianDate, type SettlementDocument } from '@accounting/port';
import { settlementFileName } from './file-name.js';
import { Flow, type Placed, type Side } from './paper/flow.js';
import { Pen } from './paper/pen.js';
import { type Table } from './paper/table.js';
import { cashCount } from './sections/cash-count.js';
import { counters } from './sections/counters.js';
import { creditSales } from './sections/credit-sales.js';
import { drawFooters } from './sections/footer.js';
import { grandTotals } from './sections/grand-totals.js';
import { drawHeader, drawRunningHead } from './sections/header.js';
import { notTurnover } from './sections/not-turnover.js';
import { payments } from './sections/payments.js';
import { postingTable } from './sections/posting-table.js';
import { sales } from './sections/sales.js';
import { stockChange } from './sections/stock-change.js';
import { vat } from './sections/vat.js';
import { type SettlementInput } from './settlement-input.js';

/**
 * The settlement (dagsoppgjør) as a PDF of one or more A4 pages, for the accountant's eyes and the archive.
 * Equal inputs give equal bytes: what was shown, what is sent and what is sent again are one document.
 */
export async function renderSettlement(input: SettlementInput): Promise<SettlementDocument> {
  const pen = new Pen(metadataOf(input));
  drawSections(pen, input);
  drawFooters(pen, input);
  const bytes = await pen.finish();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName: settlementFileName(input), mediaType: 'application/pdf', bytes, sha256 };
}

/** A section without content is left out; the others move up. */
function drawSections(pen: Pen, input: SettlementInput): void {
  const left = placed('left', input);
  const right = placed('right', input);
  const flow = new Flow(pen, drawHeader(pen, input), () => {
    pen.newPage();
    return drawRunningHead(pen, input);
  });
  flow.sideBySide([
    ...left(sales),
    ...right(vat),
    ...left(payments),
    ...right(notTurnover),
    ...left(cashCount),
    ...right(creditSales),
    ...right(stockChange),
  ]);
  for (const table of postingTable(input)) flow.full(table);
  flow.sideBySide([...left(counters), ...right(grandTotals)]);
}

function placed(side: Side, input: SettlementInput) {
  return (section: (input: SettlementInput) => Table[]): Placed[] =>
    section(input).map((table) => ({ side, table }));
}

function metadataOf({ report, department, company, system }: SettlementInput) {
  return {
    title: `Dagsoppgjør Z ${report.number} ${department.name} ${norwegianDate(report.businessDate)}`,
    author: company.name ?? department.name,
    creator: `${system.name} ${system.version}`,
    madeAt: new Date(report.closedAt),
  };
}
