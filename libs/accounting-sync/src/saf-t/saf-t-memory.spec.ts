import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ReadZReport, readZReports } from './read-z-reports.js';
import { aLine, aRegister, aSafTFile, aTransaction, aZ } from './saf-t.builder.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MEGABYTE = 1024 * 1024;
const CUT = '<!-- cut -->';

/** What the largest file takes is measured by test/bench/saf-t-memory.ts. */
it('of 5 MB of receipts next to nothing is kept', async () => {
  const [head = '', tail = ''] = aSafTFile([aRegister({ events: [aZ(), CUT] })]).split(CUT);
  let receipts = 0;
  let kept = Infinity;
  async function* file() {
    yield await Promise.resolve(head);
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let sent = 0; sent < 5 * MEGABYTE; receipts++) {
      // Ids so long that a piece of the file is kept with them, unless they are copied.
      const receipt = aTransaction({
        id: `kvittering-nummer-${receipts}`,
        rounding: '0.01',
        lines: [aLine()],
      });
      sent += receipt.length;
      yield receipt;
    }
    collect();
    kept = process.memoryUsage().heapUsed - before;
    yield tail;
  }

  const reports: ReadZReport[] = [];
  for await (const report of readZReports(file())) reports.push(report);

  expect(receipts).toBeGreaterThan(5_000);
  expect(reports).toMatchObject([{ document: { cashRounding: receipts } }]);
  expect(kept).toBeLessThan(2.5 * MEGABYTE);
});
