import { aLine, aRegister, aSafTFile, aTransaction, aZ, documentOf, read } from './saf-t.builder.js';

const SOLD = { vat: [['H', '25.00', '100.00', '25.00'] as [string, string, string, string]] };
const YESTERDAY = { date: '2026-11-22' };

/** Was the sale taken from lines, and how much was rounded. */
const seen = async (events: string[], transactions: string[]) => {
  const { sales, cashRounding } = await documentOf(events, transactions);
  return { groups: sales.map(({ group }) => group), cashRounding };
};

describe('the transactions of a Z report', () => {
  const sale = { lines: [aLine()], rounding: '-0.40' };
  const counted = { groups: ['KLÆR'], cashRounding: -40 };

  it('are those after the Z before it, up to its own second', async () => {
    const events = [aZ({ id: '1', ...YESTERDAY, time: '20:00:00' }), aZ({ id: '2', ...SOLD })];
    const transactions = [
      aTransaction({ id: '1', ...YESTERDAY, time: '20:00:00', ...sale }),
      aTransaction({ id: '2', ...YESTERDAY, time: '20:00:01', ...sale }),
      aTransaction({ id: '3', time: '20:00:01', ...sale }),
    ];
    expect(await seen(events, transactions)).toEqual(counted);
  });

  it('are found in whatever order the file has them', async () => {
    const events = [aZ({ id: '2', ...SOLD }), aZ({ id: '1', ...YESTERDAY })];
    const transactions = [
      aTransaction({ id: '3', ...sale }),
      aTransaction({ id: '1', ...YESTERDAY, ...sale }),
    ];
    const reports = await read(aSafTFile([aRegister({ events, transactions })]));
    expect(reports).toMatchObject([
      { reportId: '2', document: { cashRounding: -40, sales: [{ group: 'KLÆR' }] } },
      { reportId: '1', document: { cashRounding: -40, sales: [] } },
    ]);
  });

  it('are no training and no credit sales', async () => {
    const transactions = [
      aTransaction({ id: '1', ...sale }),
      aTransaction({ id: '2', isTraining: true, ...sale }),
      aTransaction({ id: '3', type: 'KREDITT', ...sale }),
    ];
    expect(await seen([aZ(SOLD)], transactions)).toEqual(counted);
  });

  it('are no sales where only money moves, though it is rounded', async () => {
    const float = aTransaction({ id: '2', type: 'VEKSEL', lines: [aLine()], rounding: '0.10' });
    expect(await seen([aZ(SOLD)], [aTransaction(sale), float])).toEqual({
      groups: ['KLÆR'],
      cashRounding: -30,
    });
  });

  it('are no void ones', async () => {
    const transactions = [
      aTransaction({ id: '1', ...sale }),
      aTransaction({ id: '2', isVoid: true, ...sale }),
    ];
    expect(await seen([aZ(SOLD)], transactions)).toEqual(counted);
  });

  it.each([
    ['later', '11:00:00'],
    ['earlier, by a clock that was put back,', '09:00:00'],
  ])('are not the one that a void takes back %s either', async (_, time) => {
    const transactions = [
      aTransaction({ id: '1', ...sale }),
      aTransaction({ id: '2', ...sale }),
      aTransaction({ id: '3', time, isVoid: true, refID: '2', ...sale }),
    ];
    expect(await seen([aZ(SOLD)], transactions)).toEqual(counted);
  });

  it('are not undone by a void after the Z, which has counted them already', async () => {
    const events = [aZ({ id: '1', ...YESTERDAY, ...SOLD }), aZ({ id: '2' })];
    const transactions = [
      aTransaction({ id: '1', ...YESTERDAY, ...sale }),
      aTransaction({ id: '2', isVoid: true, refID: '1', ...sale }),
    ];
    const reports = await read(aSafTFile([aRegister({ events, transactions })]));
    expect(reports).toMatchObject([
      { document: { cashRounding: -40, sales: [{ group: 'KLÆR' }] } },
      { document: { cashRounding: 0, sales: [] } },
    ]);
  });

  it('are still those that a sale names as what it follows from', async () => {
    const vat: [string, string, string, string][] = [['H', '25.00', '200.00', '50.00']];
    const transactions = [aTransaction({ id: '1', ...sale }), aTransaction({ id: '2', refID: '1', ...sale })];
    expect(await seen([aZ({ vat })], transactions)).toEqual({ groups: ['KLÆR'], cashRounding: -80 });
  });

  it('of another register are not its', async () => {
    const registers = [
      aRegister({ id: 'K1', events: [aZ({ id: '1', ...SOLD })], transactions: [aTransaction(sale)] }),
      aRegister({ id: 'K2', events: [aZ({ id: '2' })] }),
    ];
    expect(await read(aSafTFile(registers))).toMatchObject([
      { register: 'K1', document: { cashRounding: -40, registers: ['K1'] } },
      { register: 'K2', document: { cashRounding: 0, registers: ['K2'] } },
    ]);
  });

  it('without a time could be anyones: every Z of the register is refused, those of others are not', async () => {
    const lost = aTransaction({ id: '9', time: 'i går' });
    const registers = [
      aRegister({ id: 'K1', events: [aZ({ id: '1', ...YESTERDAY }), aZ({ id: '2' })], transactions: [lost] }),
      aRegister({ id: 'K2', events: [aZ({ id: '3' })] }),
    ];
    const fault = { path: 'cashtransaction[9].transDate' };
    expect(await read(aSafTFile(registers))).toMatchObject([
      { reportId: '1', faults: [fault] },
      { reportId: '2', faults: [fault] },
      { reportId: '3', document: {} },
    ]);
  });
});
