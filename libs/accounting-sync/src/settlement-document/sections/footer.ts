import { type Pen } from '../paper/pen.js';
import { PAGE, RULES, STYLES } from '../paper/styles.js';
import { type SettlementInput } from '../settlement-input.js';

const LINE = PAGE.height - 28;

/** On every page: what paper this is, of which transfer, made by what, and which page of how many. */
export function drawFooters(pen: Pen, { transferId, system, preview }: SettlementInput): void {
  pen.onEveryPage((page, pages) => {
    pen.rule(PAGE.left, PAGE.right, LINE, RULES.hair);
    const left = `Kopi av Z-rapport overført fra DUELL · Overføring ${transferId}`;
    pen.text(left, PAGE.left, LINE + 11, STYLES.foot);
    const right = `${system.name} ${system.version} · Side ${page} av ${pages}`;
    pen.textRight(right, PAGE.right, LINE + 11, STYLES.foot);
    if (preview) drawPreviewMark(pen);
  });
}

function drawPreviewMark(pen: Pen): void {
  const text = 'FORHÅNDSVISNING – ikke sendt';
  const width = pen.width(text, STYLES.mark) + 12;
  const left = (PAGE.width - width) / 2;
  pen.frame(left, 13, width, 14);
  pen.text(text, left + 6, 22.7, STYLES.mark);
}
