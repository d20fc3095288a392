import {
  aLine,
  aRegister,
  aSafTFile,
  aTransaction,
  aZ,
  type AReport,
  documentOf,
  faultsOf,
} from './saf-t.builder.js';

const H100: NonNullable<AReport['vat']>[number] = ['H', '25.00', '100.00', '25.00'];
const M100: NonNullable<AReport['vat']>[number] = ['M', '15.00', '100.00', '15.00'];

const salesOf = async (report: AReport, ...lines: ReturnType<typeof aLine>[]) =>
  (await documentOf([aZ(report)], [aTransaction({ lines })])).sales;

describe('sales per group and VAT code', () => {
  it('come from the lines when they add up to the totals', async () => {
    const sales = await salesOf(
      { vat: [['H', '25.00', '180.00', '45.00'], M100] },
      aLine({ gross: '100.00', net: '80.00', vat: '20.00', quantity: '0.355' }),
      aLine({ gross: '25.00', net: '20.00', vat: '5.00', quantity: '2' }),
      aLine({ group: 'MAT', code: 'M', gross: '115.00', net: '100.00', vat: '15.00' }),
      aLine({ group: 'MAT', gross: '100.00', net: '80.00', vat: '20.00' }),
    );
    expect(sales).toEqual([
      {
        group: 'KLÆR',
        groupName: 'Klær',
        vatCode: '3',
        vatRate: 25,
        quantity: 2.355,
        gross: 12500,
        net: 10000,
        vat: 2500,
      },
      {
        group: 'MAT',
        groupName: 'Mat',
        vatCode: '3',
        vatRate: 25,
        quantity: 1,
        gross: 10000,
        net: 8000,
        vat: 2000,
      },
      {
        group: 'MAT',
        groupName: 'Mat',
        vatCode: '31',
        vatRate: 15,
        quantity: 1,
        gross: 11500,
        net: 10000,
        vat: 1500,
      },
    ]);
  });

  it('are the same in whatever order the file has the lines', async () => {
    const report = { vat: [H100, M100] };
    const clothes = aLine();
    const food = aLine({ group: 'MAT', code: 'M', gross: '115.00', net: '100.00', vat: '15.00' });
    expect(await salesOf(report, food, clothes)).toEqual(await salesOf(report, clothes, food));
  });

  it('count a return down, with a minus or with a D', async () => {
    const sales = await salesOf(
      { vat: [H100] },
      aLine({ gross: '250.00', net: '200.00', vat: '50.00', quantity: '4' }),
      aLine({ gross: '-62.50', net: '-50.00', vat: '-12.50', side: 'D', quantity: '-1' }),
      aLine({ gross: '62.50', net: '50.00', vat: '12.50', side: 'D', quantity: '1' }),
    );
    expect(sales).toMatchObject([{ gross: 12500, net: 10000, vat: 2500, quantity: 2 }]);
  });

  it('take the group from the article where the line has none, and none where neither has', async () => {
    const vat: AReport['vat'] = [['H', '25.00', '200.00', '50.00']];
    const sales = await salesOf(
      { vat },
      aLine({ group: undefined, article: '4711' }),
      aLine({ group: undefined }),
    );
    expect(sales.map(({ group }) => group)).toEqual([undefined, 'MAT']);
  });

  it('have no quantity where a line has none', async () => {
    const report: AReport = { vat: [['H', '25.00', '200.00', '50.00']] };
    const [sale] = await salesOf(report, aLine(), aLine({ quantity: undefined }));
    expect(sale).not.toHaveProperty('quantity');
  });

  it('that cancel out in a code are still seen in their groups', async () => {
    const sales = await salesOf(
      { vat: [['H', '25.00', '0.00', '0.00']] },
      aLine(),
      aLine({ group: 'MAT', gross: '-125.00', net: '-100.00', vat: '-25.00' }),
    );
    expect(sales).toMatchObject([
      { group: 'KLÆR', gross: 12500 },
      { group: 'MAT', gross: -12500 },
    ]);
  });
});

describe("the report's own VAT totals, without groups", () => {
  const totals = [{ vatCode: '3', vatRate: 25, gross: 12500, net: 10000, vat: 2500 }];

  it.each([
    ['the file has no lines', []],
    ['a line is an øre off in net', [aLine({ gross: '124.99', net: '99.99' })]],
    ['a line is an øre off in VAT', [aLine({ gross: '124.99', vat: '24.99' })]],
    ['a line is not net and VAT', [aLine({ gross: '125.01' })]],
    ['there is a line too much', [aLine(), aLine({ gross: '0.01', net: '0.01', vat: '0.00' })]],
    [
      'a line has a code that the totals have not',
      [aLine(), aLine({ code: 'F', gross: '1.00', net: '1.00', vat: '0.00' })],
    ],
    ['a line has no code', [aLine({ code: '' })]],
  ])('are used when %s', async (_, lines) => {
    expect(await salesOf({ vat: [H100] }, ...lines)).toEqual(totals);
  });

  it('are used when one code has two rates, each for itself', async () => {
    const vat: AReport['vat'] = [H100, ['H', '15.00', '100.00', '15.00']];
    const sales = await salesOf({ vat }, aLine({ gross: '240.00', net: '200.00', vat: '40.00' }));
    expect(sales).toMatchObject([
      { vatRate: 25, net: 10000 },
      { vatRate: 15, net: 10000 },
    ]);
  });

  it('are added up where one code has a row for sales and one for returns', async () => {
    const vat: AReport['vat'] = [
      ['H', '25.00', '140.00', '35.00', 'C'],
      ['H', '25.00', '40.00', '10.00', 'D'],
    ];
    expect(await salesOf({ vat })).toEqual(totals);
  });

  it('leave out what is 0, whatever its code', async () => {
    expect(
      await salesOf({ vat: [['N', '0.00', '0.00', '0.00'], [undefined, undefined, '0.00', '0.00'], H100] }),
    ).toEqual(totals);
  });
});

describe('a VAT code', () => {
  const faults = (row: NonNullable<AReport['vat']>[number], vat = '') =>
    faultsOf(aSafTFile([aRegister({ events: [aZ({ vat: [row] })] })], { vat }));

  it.each([
    [
      'that is not in the list',
      ['Q', '25.00', '100.00', '25.00'] as const,
      'VAT code Q is not in vatCodeDetails',
    ],
    ['of purchases', ['N', '0.00', '100.00', '0.00'] as const, 'VAT code N is tied to standardVatCode 0'],
    [
      'that is not given',
      [undefined, '25.00', '100.00', '25.00'] as const,
      'There are sales without a VAT code',
    ],
  ])('%s is a fault where something was sold', async (_, row, message) => {
    expect(await faults([...row])).toEqual([expect.stringContaining(message)]);
  });

  it('that the file ties to two standard codes is a fault; to one twice is none', async () => {
    const again = (standard: string) =>
      `<vatCodeDetail><vatCode>H</vatCode><standardVatCode>${standard}</standardVatCode></vatCodeDetail>`;
    expect(await faults(H100, again('33'))).toEqual([expect.stringContaining('several standardVatCodes')]);
    expect(await faults(H100, again('3'))).toEqual([]);
  });

  it('without a percentage is a fault', async () => {
    expect(await faults(['H', undefined, '100.00', '25.00'])).toEqual([
      expect.stringContaining('vatPerc: Is missing'),
    ]);
  });
});
