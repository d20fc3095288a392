import { aSale, aZReport } from '../sync-z-report/z-report.builder.js';
import { printedPages, printedText } from './printed.builder.js';
import { aFullDay, aLongDay, aSettlementInput } from './settlement-input.builder.js';

describe('a long day', () => {
  it('goes over pages, each numbered, with what it is at its top', async () => {
    const pages = await printedPages(aSettlementInput(aLongDay(150)));

    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => expect(page).toContain(`Side ${index + 1} av ${pages.length}`));
    for (const page of pages.slice(1))
      expect(page).toMatch(/^Dagsoppgjør Z 1042 · 23\.11\.2026 Ålesund Kaffe/);
  });

  it('repeats a table’s head, and never has one without a row', async () => {
    for (const groups of [38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 75, 100, 150]) {
      const pages = await printedPages(aSettlementInput(aLongDay(groups)));

      for (const page of pages) expect(page).not.toMatch(/^(Beløp inkl\. mva|.*Kredit)\nKopi av/m);
      for (const [index, page] of pages.entries())
        if (/^(04\d{3}) /m.test(page))
          expect(page).toMatch(
            index === 0
              ? /^Omsetning\nVaregruppe Mva Antall Beløp inkl\. mva\n04/m
              : /^Omsetning \(forts\.\)\nVaregruppe Mva Antall Beløp inkl\. mva\n04/m,
          );
      expect(pages.join('\n')).toMatch(/^04\d{3} .*\nSum kontantsalg /m);
      expect(pages.join('\n').match(/^04\d{3} /gm)).toHaveLength(groups);
    }
  });

  it('keeps a note of a thousand characters whole', async () => {
    const note = 'Veksel manglet ved åpning. '.repeat(37).trim();
    const text = await printedText(aSettlementInput(aFullDay({ cash: { note } })));

    expect(text.replace(/\n/g, ' ')).toContain(note);
  });

  it('breaks a word that is wider than its column, and shows amounts of any size whole', async () => {
    const word = 'W'.repeat(200);
    const report = aZReport({
      sales: [aSale(500_000_000_000_000, 100_000_000_000_000, { group: word.slice(0, 64), groupName: word })],
      payments: [
        { method: 'bankAxept', amount: 500_000_000_000_000, count: 1, terminalAmount: 499_999_999_999_999 },
      ],
    });
    const text = await printedText(aSettlementInput(report));

    expect(text.match(/W/g)).toHaveLength(264);
    expect(text).toContain('Sum betalt 5 000 000 000 000,00 4 999 999 999 999,99 −0,01');
  });
});
