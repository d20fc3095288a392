import { describeStepJournal } from './describe-step-journal.js';
import { MemoryBatchJournal } from './memory-batch-journal.js';
import { Crash, MemoryJournal } from './memory-journal.js';
import { TestClock } from './test-clock.js';

const timing = { sendWindowMs: 20_000, writeTimeoutMs: 120_000, settleAfterMs: 300_000, gapMs: 60_000 };

describeStepJournal(
  'The journal in memory',
  () => {
    const clock = new TestClock();
    const journal = new MemoryJournal({ clock, timing });
    return { journal, clock, timing, reopen: () => journal.resume(), notes: () => journal.notes };
  },
  () => {
    const clock = new TestClock();
    const journal = new MemoryBatchJournal({ clock, timing });
    const batch = (keys: string[]) => journal.resume().of(keys);
    return { clock, timing, batch, notes: (key) => journal.notes(key) };
  },
);

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

describe('A worker that dies with a batch', () => {
  const members = ['101', '102'];
  const step = {
    name: 'save-product',
    keys: members,
    prepare: (keys: string[]) => Promise.resolve(new Map(keys.map((key) => [key, key]))),
    send: (intents: Map<string, string>) =>
      Promise.resolve(new Map([...intents].map(([key]) => [key, { done: `V${key}` }]))),
    prove: (intents: Map<string, string>) =>
      Promise.resolve(
        new Map([...intents].map(([key]) => [key, { verdict: 'found' as const, result: `proven V${key}` }])),
      ),
  };

  async function dieAt(point: string) {
    const clock = new TestClock();
    const journal = new MemoryBatchJournal({ clock, timing, crashAt: ({ at }) => at === point }).of(members);
    await expect(journal.batch(step)).rejects.toBeInstanceOf(Crash);
    await expect(journal.batch(step)).rejects.toBeInstanceOf(Crash);
    await expect(journal.step({ ...step, name: 'save-categories' } as never)).rejects.toBeInstanceOf(Crash);
    return { clock, journal };
  }
  const results = async (journal: MemoryBatchJournal) =>
    [...(await journal.resume().batch(step)).values()].map(({ done }) => done);

  it.each(['after-intent', 'after-send'])('%s: leaves all of it to be proven', async (point) => {
    const { clock, journal } = await dieAt(point);
    expect(journal.sent).toHaveLength(point === 'after-send' ? 1 : 0);

    await clock.advance(440_000);

    expect(await results(journal).catch((error: unknown) => error)).toEqual(['proven V101', 'proven V102']);
  });

  it('after-result: has done all of it', async () => {
    const { journal } = await dieAt('after-result');

    expect(await results(journal)).toEqual(['V101', 'V102']);
  });

  it('before-intent: has done nothing', async () => {
    const { journal } = await dieAt('before-intent');

    expect(journal.sent).toEqual([]);
  });
});

describe('The batch journal in memory', () => {
  it('takes nobody for a member who is not', async () => {
    const journal = new MemoryBatchJournal({ clock: new TestClock(), timing }).of(['101']);
    const nothing = () => Promise.resolve(new Map());
    const step = { name: 'save-product', keys: ['102'], prepare: nothing, send: nothing, prove: nothing };

    await expect(journal.batch(step)).rejects.toThrow('102');
  });

  it('says before each send which step goes, and who is in it', async () => {
    const said: string[] = [];
    const journal = new MemoryBatchJournal({
      clock: new TestClock(),
      timing,
      beforeSend: (step, keys) => void said.push(`${step} of ${keys.join()}`),
    }).of(['101', '102']);
    const step = { name: 'save-categories', prepare: async () => 1, send: async () => 2 };

    await journal.step({ ...step, prove: async () => ({ verdict: 'absent' }) });

    expect(said).toEqual(['save-categories of 101']);
    expect(journal.sent).toEqual([{ step: 'save-categories', keys: ['101'] }]);
  });
});
