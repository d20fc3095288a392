import { whenABatchGoesWell, whenAMemberFails } from './batch-scenarios.js';
import { whenABatchIsLost, whenABatchStaysUnclear } from './batch-scenarios-lost.js';
import type { BatchJournalBench, BatchScenario, JournalBench, JournalScenario } from './journal-bench.js';
import { whenAllIsWell, whenNothingWasDone } from './journal-scenarios.js';
import { whenItStaysUnclear, whenTheAnswerIsLost } from './journal-scenarios-lost.js';

export const stepJournalScenarios: JournalScenario[] = [
  ...whenAllIsWell,
  ...whenNothingWasDone,
  ...whenTheAnswerIsLost,
  ...whenItStaysUnclear,
];

export const batchJournalScenarios: BatchScenario[] = [
  ...whenABatchGoesWell,
  ...whenAMemberFails,
  ...whenABatchIsLost,
  ...whenABatchStaysUnclear,
];

/** Every journal runs this: the one in memory, and the one in the database. `openBatch`: it keeps batches too. */
export function describeStepJournal(
  name: string,
  open: () => JournalBench | Promise<JournalBench>,
  openBatch?: () => BatchJournalBench | Promise<BatchJournalBench>,
): void {
  describeScenarios(`${name} keeps the promises of a step journal`, stepJournalScenarios, open);
  if (openBatch)
    describeScenarios(`${name} keeps the promises of a batch journal`, batchJournalScenarios, openBatch);
}

function describeScenarios<Bench extends { close?: () => void | Promise<void> }>(
  name: string,
  scenarios: { title: string; run: (bench: Bench) => Promise<void> }[],
  open: () => Bench | Promise<Bench>,
): void {
  describe(name, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.close?.());

    for (const { title, run } of scenarios) it(title, () => run(bench));
  });
}
