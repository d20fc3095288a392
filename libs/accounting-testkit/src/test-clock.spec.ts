import { TestClock, TestIds } from './test-clock.js';

describe('The test clock', () => {
  it('stands still until it is advanced', async () => {
    const clock = new TestClock('2026-11-23T20:04:00+01:00');
    expect(clock.now()).toEqual(new Date('2026-11-23T19:04:00Z'));

    await clock.advance(1_500);

    expect(clock.now()).toEqual(new Date('2026-11-23T19:04:01.500Z'));
    expect(clock.monotonic()).toBe(1_500);
  });

  it('wakes sleepers in order, each at its own instant, and lets them sleep again', async () => {
    const clock = new TestClock();
    const woken: string[] = [];
    const sleeper = async (name: string, ...naps: number[]) => {
      for (const nap of naps) {
        await clock.sleep(nap);
        woken.push(`${name} at ${clock.monotonic()}`);
      }
    };
    const asleep = [sleeper('late', 300), sleeper('early', 100, 100), sleeper('too late', 400)];

    await clock.advance(300);

    expect(woken).toEqual(['early at 100', 'early at 200', 'late at 300']);
    await clock.advance(100);
    await Promise.all(asleep);
  });

  it('wakes a sleeper whose signal aborts, without an error and without time passing', async () => {
    const clock = new TestClock();
    const stop = new AbortController();
    const asleep = clock.sleep(60_000, stop.signal);

    stop.abort();
    await asleep;
    await clock.sleep(60_000, stop.signal);

    expect(clock.monotonic()).toBe(0);
  });

  it('moves by itself when it is told to', async () => {
    const clock = new TestClock(undefined, { autoAdvance: true });

    await clock.sleep(60_000);

    expect(clock.monotonic()).toBe(60_000);
  });

  it('keeps its monotonic time when someone sets the wall clock back', async () => {
    const clock = new TestClock('2026-11-23T20:00:00Z');
    await clock.advance(1_000);

    clock.jump(-3_600_000);

    expect(clock.now()).toEqual(new Date('2026-11-23T19:00:01Z'));
    expect(clock.monotonic()).toBe(1_000);
  });

  it('never goes back to an instant that has passed', async () => {
    const clock = new TestClock('2026-11-23T20:00:00Z');

    await clock.advanceTo(new Date('2026-11-23T19:00:00Z'));

    expect(clock.now()).toEqual(new Date('2026-11-23T20:00:00Z'));
  });
});

describe('Test ids', () => {
  it('are the same from one seed, and look like UUIDs', () => {
    const [one, other] = [new TestIds(7), new TestIds(7)];
    const ids = [one.uuid(), one.uuid()];

    expect([other.uuid(), other.uuid()]).toEqual(ids);
    expect(new Set([...ids, new TestIds(8).uuid()]).size).toBe(3);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
