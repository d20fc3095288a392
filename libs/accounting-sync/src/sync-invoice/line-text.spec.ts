import { aGiftCardLine, aLine, anInvoice } from './invoice.builder.js';
import { invoiceReason } from './invoice-reasons.js';
import { invoiceSumFaults } from './invoice-sums.js';
import { namedLine } from './line-text.js';

describe('a line of an invoice', () => {
  it.each([
    [aLine({ description: ' Kaffe 1 kg ' }), 'linje 1 (Kaffe 1 kg)'],
    [aLine({ description: '', productNumber: 'K-1000' }), 'linje 1 (K-1000)'],
    [aLine({ description: 'x'.repeat(60) }), `linje 1 (${'x'.repeat(39)}…)`],
    [{ ...aGiftCardLine, description: '' }, 'linje 1'],
  ])('is named so that a shop finds it', (line, text) => {
    expect(namedLine(line, 0)).toEqual({ text, path: 'lines[0]' });
  });

  it('is named, and not its path, in what is said of it', () => {
    const faults = invoiceSumFaults(anInvoice({ lines: [aLine({ vat: 1 })], totalVat: 2 }));
    const { message } = invoiceReason('INVOICE_SUM_DIFFERS', { faults });
    expect(message).toContain('beløpet med mva på linje 1 (Kaffe 1 kg) er');
    expect(message).not.toMatch(/lines\[|total[A-Z]/);
  });
});
