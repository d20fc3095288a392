import { createHash } from 'node:crypto';
import { norwegianKroner, sum } from '@accounting/port';
import fc from 'fast-check';
import { aSale, aSettlement, aZReport } from '../sync-z-report/z-report.builder.js';
import { aBalancedZReport } from '../sync-z-report/any-z-report.builder.js';
import { zReportToVoucher } from '../sync-z-report/z-report-to-voucher.js';
import { printedPages, printedText } from './printed.builder.js';
import { renderSettlement } from './render-settlement.js';
import { postingTable } from './sections/posting-table.js';
import { aFullDay, aLongDay, aSettlementInput } from './settlement-input.builder.js';
import { type SettlementInput } from './settlement-input.js';

/** As it is printed: a space between the groups of figures. */
const kroner = (ore: number) => norwegianKroner(ore).replace(/\u00a0/g, ' ');

const bakery = (over: Partial<SettlementInput> = {}) =>
  aSettlementInput(aZReport(), { stockChangeOn: false, ...over });

describe('the document', () => {
  it('is a PDF with a name and the fingerprint of its bytes', async () => {
    const { fileName, mediaType, bytes, sha256 } = await renderSettlement(aSettlementInput());

    expect([fileName, mediaType]).toEqual(['dagsoppgjor_avd1_Z000101_2026-11-23.pdf', 'application/pdf']);
    expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('is the same to the byte when it is made again', async () => {
    const input = aSettlementInput(aFullDay());

    expect((await renderSettlement(input)).sha256).toBe((await renderSettlement(input)).sha256);
  });

  it('does not depend on the documents before it, though letters that look alike share a glyph', async () => {
    const [micro, greek] = ['50 \u00b5m', '50 \u03bcm'];

    for (const name of [micro, greek, micro])
      expect(await printedText(bakery({ company: { name, organisationNumber: null } }))).toContain(name);
  });

  it('made many at once is the same too', async () => {
    const inputs = [1, 2, 1, 2].map((number) => aSettlementInput(aFullDay({ number })));
    const [first, second, third, fourth] = await Promise.all(inputs.map(renderSettlement));

    expect([first?.sha256, second?.sha256]).toEqual([third?.sha256, fourth?.sha256]);
  });

  it('is another one with another version or another voucher', async () => {
    const input = aSettlementInput();
    const { sha256 } = await renderSettlement(input);
    const voucher = { ...input.voucher, marker: 'another' };

    for (const change of [{ system: { name: 'DUELL Regnskap', version: '0.1.1' } }, { voucher }])
      expect((await renderSettlement({ ...input, ...change })).sha256).not.toBe(sha256);
  });

  it('prints letters that its font has not as question marks', async () => {
    const text = await printedText(bakery({ company: { name: 'Żółć 🥐 Ελ', organisationNumber: null } }));

    expect(text).toContain('Żółć ? Ελ');
  });
});

describe('a full day', () => {
  let text: string;

  beforeAll(async () => {
    text = await printedText(aSettlementInput(aFullDay()));
  });

  it('is on one page, every section in it', async () => {
    const pages = await printedPages(aSettlementInput(aFullDay()));
    const titles = [
      'Omsetning',
      'Merverdiavgift',
      'Betalingsmidler',
      'Ikke omsetning',
      'Kassetelling',
      'Faktura',
    ];

    expect(pages).toHaveLength(1);
    for (const title of [
      ...titles,
      'Beholdningsendring (kostpris)',
      'Tellere',
      'Totalsummer siden første bruk',
    ])
      expect(pages[0]).toMatch(new RegExp(`^${title.replace(/[()]/g, '\\$&')}$`, 'm'));
  });

  it.each([
    'Z-rapport / Dagsoppgjør 1042',
    'Kopi av Z-rapport overført fra DUELL',
    'Ålesund Kaffe og Brød AS',
    'Org.nr. 987 654 325 MVA',
    'Butikk Sentrum (1)',
    'K1, K2',
    '23.11.2026 08:58 – 20:03',
    '23.11.2026 20:04',
    'Kari Nordmann (12)',
    '04017 Bøker 0 % 1 299,00',
    'Herav returer 1 200,00',
    '3 25 % 493,20 123,31 616,51',
    'Sum 977,51 147,90 1 125,41',
    'kode 3: Z 123,31 kr, regnskap 123,30 kr',
    'Visa 1 2380 299,00 294,00 −5,00',
    'Øreavrunding 0,25',
    'Omsetning 1 125,41 + 46,92 = betalt 1 172,33',
    'Kassedifferanse −10,00',
    'Notis: Talt to ganger',
    'Solgt på faktura: F-2201 1 3 500,00',
    'Overføres som fakturagrunnlag, ikke del av dette bilaget.',
    'Netto ut 512,40',
    'Bilagsdato 23.11.2026 · kladd, godkjennes i regnskapet · merke 4k7f3q2m9xwt',
    'Skuffåpninger 3 Prisoppslag 7',
    'Netto 12 424 779,50',
    'Overføring 0198f3c2-7d1a-7c44-9a53-5f0e2b6c91d7 DUELL Regnskap 0.1.0 · Side 1 av 1',
  ])('says %s', (words) => {
    expect(text.replace(/\n/g, ' ')).toContain(words);
  });

  it('shows every line of the voucher in its order, and its sums', () => {
    const input = aSettlementInput(aFullDay());
    const { lines } = input.voucher;
    const total = kroner(sum(lines.map(({ amount }) => Math.max(amount, 0))));
    const printed = lines.map(({ account, text: what, vatCode, amount }) =>
      [account, input.accountNames[account] ?? [], what, vatCode, kroner(Math.abs(amount))].flat().join(' '),
    );

    expect(text).toContain([...printed, `Sum ${total} ${total}`].join('\n'));
  });
});

describe('any day that balances', () => {
  it('is printed, its voucher line by line', async () => {
    const day = aBalancedZReport().filter(
      (report) => zReportToVoucher(aSettlement({ report })).is === 'voucher',
    );
    await fc.assert(
      fc.asyncProperty(day, async (report) => {
        const input = aSettlementInput(report);
        const text = await printedText(input);

        for (const { account, vatCode, amount } of input.voucher.lines)
          expect(text).toMatch(new RegExp(`^${account} .* ${vatCode} ${kroner(Math.abs(amount))}$`, 'm'));
      }),
      { numRuns: 15 },
    );
  }, 30_000);
});

describe('the posting table', () => {
  it('has debit and credit apart, and a negative day on the other sides', () => {
    const report = aZReport({
      sales: [aSale(-99900, -19980)],
      payments: [{ method: 'bankAxept', amount: -99900 }],
    });
    const [table] = postingTable(aSettlementInput(report));

    expect(table?.rows.map(({ cells }) => cells.slice(-2))).toEqual([
      ['', '999,00'],
      ['999,00', ''],
      ['999,00', '999,00'],
    ]);
  });

  it('names department, project, customer and invoice where a line has them', async () => {
    const input = bakery({ erpDepartment: 'Sentrum 40' });
    const [first, ...others] = input.voucher.lines.map((line) => ({ ...line, department: '40' }));
    const lines = [{ ...first!, project: 'P7', customer: '501', invoiceNumber: 'F-2' }, ...others];
    const text = await printedText({ ...input, voucher: { ...input.voucher, lines } });

    expect(text).toContain('Kontant · prosjekt P7 · kunde 501 · faktura F-2 0 Sentrum 40 900,00');
  });

  it('says where the voucher goes', async () => {
    expect(await printedText(bakery({ mode: 'ledger' }))).toContain('· rett i hovedbok ·');
  });
});

describe('a section without content', () => {
  it.each(['Ikke omsetning', 'Kassetelling', 'Faktura', 'Beholdningsendring', 'Tellere', 'Totalsummer'])(
    'is left out: %s',
    async (title) => {
      expect(await printedText(bakery())).not.toContain(title);
    },
  );

  it('leaves no column that says nothing', async () => {
    const text = await printedText(bakery());

    expect(text).toContain('Varegruppe Mva Beløp inkl. mva');
    expect(text).toContain('Antall Konto Beløp\n');
  });
});

describe('stock change and invoices', () => {
  it('stand by the settings', async () => {
    const text = await printedText(aSettlementInput(aFullDay(), { invoicesOn: false, stockChangeOn: false }));

    expect(text).toContain('Ikke overført, må føres.');
    expect(text).not.toContain('fakturagrunnlag');
    expect(text).not.toContain('Beholdningsendring');
  });

  it('say when the till has sent no stock change', async () => {
    const text = await printedText(aSettlementInput(aZReport()));

    expect(text).toContain('Beholdningsendring (kostpris)');
  });
});

describe('the header', () => {
  it('says MVA for a company that takes VAT, or as it is told', async () => {
    const company = { name: 'Behandler AS', organisationNumber: '987654325' };
    const outside = aZReport({
      sales: [aSale(9900, 0, { vatCode: '5', vatRate: 0 })],
      payments: [{ method: 'cash', amount: 9900 }],
    });

    expect(await printedText(aSettlementInput(outside, { company }))).not.toContain('MVA');
    expect(await printedText(bakery({ company: { ...company, vatRegistered: false } }))).not.toContain('MVA');
    expect(
      await printedText(bakery({ company: { ...company, organisationNumber: '987 654 325 MVA' } })),
    ).toContain('Org.nr. 987 654 325 MVA\n');
  });

  it('names both days of a longer period, and only some of very many registers', async () => {
    const registers = Array.from({ length: 30 }, (_, index) => `K${index + 1}`);
    const report = aZReport({ registers, periodStart: '2026-11-21T08:58:11+01:00' });
    const text = (await printedText(aSettlementInput(report))).replace(/\n/g, ' ');

    expect(text).toContain('21.11.2026 08:58 – 23.11.2026 20:03');
    expect(text).toContain('K7, K8 og 22 til');
  });

  it('marks a preview on every page, and nothing else', async () => {
    const pages = await printedPages(aSettlementInput(aLongDay(), { preview: true }));

    for (const page of pages) expect(page).toContain('FORHÅNDSVISNING – ikke sendt');
    expect(await printedText(bakery())).not.toContain('FORHÅNDSVISNING');
  });
});
