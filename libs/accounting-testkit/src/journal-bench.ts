import type { Reason, StepJournal } from '@accounting/port';
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
