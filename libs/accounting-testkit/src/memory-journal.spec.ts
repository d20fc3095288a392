import { describeStepJournal } from './describe-step-journal.js';
import { Crash, MemoryJournal } from './memory-journal.js';
import { TestClock } from './test-clock.js';

const timing = { sendWindowMs: 20_000, writeTimeoutMs: 120_000, settleAfterMs: 300_000, gapMs: 60_000 };

describeStepJournal('The journal in memory', () => {
  const clock = new TestClock();
  const journal = new MemoryJournal({ clock, timing });
  return Promise.resolve({
    journal,
    clock,
    timing,
    reopen: () => journal.resume(),
    notes: () => journal.notes,
  });
});

describe('A worker that dies', () => {
  const step = {
    name: 'post-voucher',
    prepare: () => Promise.resolve({ number: 1 }),
    send: () => Promise.resolve('V1'),
    prove: () => Promise.resolve({ verdict: 'found' as const, result: 'proven V1' }),
  };

  async function dieAt(point: string) {
    const clock = new TestClock();
    const journal = new MemoryJournal({ clock, timing, crashAt: ({ at }) => at === point });
    await expect(journal.step(step)).rejects.toBeInstanceOf(Crash);
    await expect(journal.step(step)).rejects.toBeInstanceOf(Crash);
    return { clock, journal };
  }

  it.each(['after-intent', 'after-send'])('%s: leaves the step to be proven', async (point) => {
    const { clock, journal } = await dieAt(point);

    await clock.advance(440_000);

    // The proof is not a send: only the last point of the four is passed on that way.
    expect(await journal.resume().step(step)).toBe('proven V1');
  });

  it('after-result: has done the step', async () => {
    const { journal } = await dieAt('after-result');

    expect(await journal.resume().step(step)).toBe('V1');
  });

  it('before-intent: has done nothing', async () => {
    const { journal } = await dieAt('before-intent');

    expect(journal.sent).toEqual([]);
  });
});
