import type { BatchJournal, Reason, StepJournal } from '@accounting/port';
import type { TestClock } from './test-clock.js';

/** The journal of one delivery in which nothing was done yet, and what a test needs around it. */
export interface JournalBench {
  journal: StepJournal;
  clock: TestClock;
  timing: { sendWindowMs: number; writeTimeoutMs: number; settleAfterMs: number; gapMs: number };
  /** The worker is dead: what another one finds that takes over. */
  reopen: () => StepJournal | Promise<StepJournal>;
  /** What was said in the transfer's log. */
  notes: () => Reason[] | Promise<Reason[]>;
  close?: () => void | Promise<void>;
}

export interface JournalScenario {
  title: string;
  run: (bench: JournalBench) => Promise<void>;
}

/** The deliveries that a batch bench knows, by key. */
export const MEMBERS = ['101', '102', '103'] as const;

/** The journals of {@link MEMBERS}, in which nothing was done yet, and what a test needs around them. */
export interface BatchJournalBench {
  clock: TestClock;
  timing: JournalBench['timing'];
  /** An attempt of another worker, with these members in this order. It finds what earlier attempts stored. */
  batch: (keys: string[]) => BatchJournal | Promise<BatchJournal>;
  /** What was said in the log of this member. */
  notes: (key: string) => Reason[] | Promise<Reason[]>;
  close?: () => void | Promise<void>;
}

export interface BatchScenario {
  title: string;
  run: (bench: BatchJournalBench) => Promise<void>;
}
