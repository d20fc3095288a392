import type { Bench, Loss } from './bench.js';
import type { CrashPoint, MemoryJournalOptions } from './memory-steps.js';

/** Options of a journal under which the first answer to `step` is lost; and whether it was. */
export function losingOnce(
  bench: Bench,
  step: string,
  how: Loss,
): { options: Pick<MemoryJournalOptions, 'beforeSend'>; wasLost: () => boolean } {
  let lost = false;
  const beforeSend = async (name: string) => {
    if (lost || name !== step) return;
    lost = true;
    await bench.loseNextAnswer(how);
  };
  return { options: { beforeSend }, wasLost: () => lost };
}

/** Runs once for each moment at which a worker may die, until no new one turns up. */
export async function atEveryDeath(
  run: (options: Pick<MemoryJournalOptions, 'crashAt'>) => Promise<void>,
): Promise<void> {
  const died = new Set<string>();
  let known: number;
  do {
    known = died.size;
    const crashAt = ({ step, at }: CrashPoint) => {
      const point = `${at} of ${step}`;
      if (died.size > known || died.has(point)) return false;
      died.add(point);
      return true;
    };
    await run({ crashAt });
  } while (died.size > known);
  expect(known).toBeGreaterThan(0);
}
