import { type ReadZReport, readZReports } from './read-z-reports.js';
import { aRegister, aSafTFile, aTransaction, aZ, faultsOf, inChunks, read } from './saf-t.builder.js';

const ids = (reports: ReadZReport[]) => reports.map(({ register, reportId }) => `${register}/${reportId}`);

describe('the Z reports of a file', () => {
  const file = aSafTFile([
    aRegister({ id: 'K1', events: [aZ({ id: '2' }), aZ({ id: '1', date: '2026-11-22' })] }),
    aRegister({ id: 'K2', events: [aZ({ id: '4' })] }),
    aRegister({ id: 'K3' }),
  ]);

  it('come in file order, register by register', async () => {
    expect(ids(await read(file))).toEqual(['K1/2', 'K1/1', 'K2/4']);
  });

  it('of one register, when one is asked for', async () => {
    expect(ids(await read(file, 'K2'))).toEqual(['K2/4']);
    expect(ids(await read(file, 'K9'))).toEqual([]);
    const nameless = file.replace('<registerID>K1</registerID>', '');
    expect(ids(await read(nameless, 'K2'))).toEqual(['K2/4']);
  });

  it('are the same in pieces of any size, and as text', async () => {
    const whole = await read(file);
    for (const size of [1, 2, 3, 1000]) {
      const reports: ReadZReport[] = [];
      for await (const report of readZReports(inChunks(file, size))) reports.push(report);
      expect(reports).toEqual(whole);
    }
    const reports: ReadZReport[] = [];
    for await (const report of readZReports(inChunks(file, 5).setEncoding('utf8'))) reports.push(report);
    expect(reports).toEqual(whole);
  });

  it('are no X reports', async () => {
    const events = [
      aZ({ id: '1', type: 'X report', eventType: 'X' }),
      aZ({ id: '2' }),
      aZ({ id: '3', type: 'x report', eventType: '?' }),
    ];
    expect(ids(await read(aSafTFile([aRegister({ events })])))).toEqual(['K1/2']);
  });

  it('are known by their event where they do not say', async () => {
    const events = [aZ({ id: '1', type: undefined, eventType: 'X' }), aZ({ id: '2', type: undefined })];
    expect(ids(await read(aSafTFile([aRegister({ events })])))).toEqual(['K1/2']);
  });

  it('are refused, and not lost, where neither says', async () => {
    const events = [aZ({ id: '2', type: 'Dagsoppgjør', eventType: '?' })];
    expect(await faultsOf(aSafTFile([aRegister({ events })]))).toEqual([
      'event.eventReport.reportType: Is neither `X report` nor `Z report`',
    ]);
  });

  it('are the same when a writer puts transactions before events', async () => {
    const transactions = [aTransaction({ rounding: '0.10' })];
    const reports = await read(aSafTFile([aRegister({ events: [...transactions, aZ()] })]));
    expect(reports).toEqual(await read(aSafTFile([aRegister({ events: [aZ()], transactions })])));
  });

  it('have at most so many faults that a person can read them', async () => {
    const transactions = Array.from({ length: 50 }, (_, index) =>
      aTransaction({ id: String(index), rounding: 'x' }),
    );
    expect(await faultsOf(aSafTFile([aRegister({ events: [aZ()], transactions })]))).toHaveLength(20);
  });

  it.each([7, 100_000])(
    'that were whole before the file breaks off are given, and then the refusal, in pieces of %d',
    async (size) => {
      const broken = file.slice(0, file.indexOf('<registerID>K2')) + '<&>';
      const reports: ReadZReport[] = [];
      const reading = async () => {
        for await (const report of readZReports(inChunks(broken, size))) reports.push(report);
      };
      await expect(reading()).rejects.toMatchObject({
        name: 'SafTRefusal',
        problem: expect.stringContaining('Is not well-formed'),
      });
      expect(ids(reports)).toEqual(['K1/2', 'K1/1']);
    },
  );
});
