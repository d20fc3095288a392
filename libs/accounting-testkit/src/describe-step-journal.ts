import type { JournalBench, JournalScenario } from './journal-bench.js';
import { whenAllIsWell, whenNothingWasDone } from './journal-scenarios.js';
import { whenItStaysUnclear, whenTheAnswerIsLost } from './journal-scenarios-lost.js';

export const stepJournalScenarios: JournalScenario[] = [
  ...whenAllIsWell,
  ...whenNothingWasDone,
  ...whenTheAnswerIsLost,
  ...whenItStaysUnclear,
];

/** Every journal runs this: the one in memory, and the one in the database. */
export function describeStepJournal(name: string, open: () => JournalBench | Promise<JournalBench>): void {
  describe(`${name} keeps the promises of a step journal`, () => {
    let bench: JournalBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.close?.());

    for (const { title, run } of stepJournalScenarios) it(title, () => run(bench));
  });
}
