import { osloDate } from '@accounting/port';
import { type RunFacts, nextRun } from './next-run.js';
import { clockText, wallOf } from './oslo-clock.js';
import { dice } from './shops.builder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KINDS = ['z-report', 'invoice', 'product', 'customer'] as const;
const OUTCOMES = ['changed', 'nothing-new', 'failed'] as const;

/** Anything that may be so, in 2026 and 2027. */
function anyFacts(roll: () => number): RunFacts {
  const oneOf = <T>(choices: readonly T[]) => choices[Math.floor(roll() * choices.length)]!;
  const now = Date.parse('2026-01-01T00:00:00Z') + Math.floor(roll() * 730 * DAY);
  const before = (most: number) => new Date(now - Math.floor(roll() * roll() * most));
  const sometimes = <T>(part: number, what: () => T) => (roll() < part ? what() : null);
  const lastRun = sometimes(0.9, () => ({ at: before(10 * DAY), outcome: oneOf(OUTCOMES) }));
  return {
    now: new Date(now),
    kind: oneOf(KINDS),
    departmentKey: `${Math.floor(roll() * 5000)}/${Math.floor(roll() * 9)}`,
    automatic: roll() < 0.95,
    enabled: roll() < 0.95,
    ...refusals(roll()),
    startedAt: before(500 * DAY),
    lastRun,
    failures: lastRun?.outcome === 'failed' ? 1 + Math.floor(roll() * 12) : 0,
    backlog: sometimes(0.3, () => ({ documents: 1 + Math.floor(roll() * 50), since: before(2 * DAY) })),
    lastChangeAt: sometimes(0.8, () => before(200 * DAY)),
    usualClosing: { minutes: Math.floor(roll() * 97) * 15, known: roll() < 0.9 },
    closedUntil: sometimes(0.3, () => new Date(before(2 * DAY).getTime() + 2 * DAY * roll())),
  };
}

/** One refused, or the other, or both. */
function refusals(share: number): Pick<RunFacts, 'loginRefused' | 'duellLoginRefused'> {
  return { loginRefused: share < 0.05, duellLoginRefused: share > 0.03 && share < 0.08 };
}

function forAny(check: (facts: RunFacts, roll: () => number) => void): void {
  const roll = dice(20261123);
  for (let index = 0; index < 2000; index++) check(anyFacts(roll), roll);
}
const atOf = (facts: RunFacts) => nextRun(facts).at?.getTime() ?? Infinity;
const failed = (facts: RunFacts, failures: number): RunFacts => ({
  ...facts,
  failures,
  lastRun: { at: facts.lastRun?.at ?? facts.now, outcome: 'failed' },
});

/** When one would run from January to January, whose every run goes well; `step` changes what it likes before each. */
function runsOf(
  facts: RunFacts,
  from: string,
  to: string,
  step: (facts: RunFacts) => void = () => undefined,
): Date[] {
  const runs: Date[] = [];
  const own = { ...facts, startedAt: new Date(0), now: new Date(from) };
  own.lastRun = { at: own.now, outcome: 'changed' };
  for (;;) {
    own.lastChangeAt = own.lastRun.at;
    step(own);
    const { at } = nextRun(own);
    if (!at || at >= new Date(to)) return runs;
    if (runs.push(at) > 2000) throw new Error(`Again and again at ${at.toISOString()}`);
    own.lastRun = { at, outcome: 'changed' };
    own.now = at;
  }
}
const steady = (facts: RunFacts): RunFacts => ({
  ...facts,
  automatic: true,
  enabled: true,
  loginRefused: false,
  duellLoginRefused: false,
  failures: 0,
  backlog: null,
  closedUntil: null,
});

describe('the next run, whatever is so,', () => {
  it('is never past, and there is none only where it says why', () => {
    const stops = ['RUN_KIND_OFF', 'RUN_NOT_AUTOMATIC', 'RUN_STOPPED_LOGIN', 'RUN_STOPPED_DUELL_LOGIN'];
    forAny((facts) => {
      const { at, reason } = nextRun(facts);
      expect(at === null || at >= facts.now).toBe(true);
      expect(at === null).toBe(stops.includes(reason.code));
      const refused = facts.loginRefused || facts.duellLoginRefused;
      expect(at === null).toBe(!facts.enabled || !facts.automatic || refused);
    });
  });

  it('is never before the ERP opens', () => {
    forAny((facts) => expect(atOf(facts)).toBeGreaterThanOrEqual(facts.closedUntil?.getTime() ?? 0));
  });

  it('does not move while time passes, and is now when it has come', () => {
    forAny((facts, roll) => {
      const at = atOf(facts);
      if (at === Infinity) return;
      const between = facts.now.getTime() + Math.floor(roll() * (at - facts.now.getTime()));
      expect(atOf({ ...facts, now: new Date(between) })).toBe(at);
      expect(atOf({ ...facts, now: new Date(at) })).toBe(at);
      expect(atOf({ ...facts, now: new Date(at + 7777) })).toBe(at + 7777);
    });
  });

  it('is no sooner after one failure more', () => {
    forAny((facts) => {
      const waits = Array.from({ length: 12 }, (_, index) => atOf(failed(facts, index + 1)));
      expect(waits).toEqual([...waits].sort((one, other) => one - other));
    });
  });

  it('is after a failure 15 minutes away, then twice as far each time, then a day or so', () => {
    forAny((facts, roll) => {
      const failures = 1 + Math.floor(roll() * 12);
      const run = {
        ...steady(facts),
        startedAt: new Date(0),
        lastRun: { at: facts.now, outcome: 'failed' as const },
      };
      const wait = atOf({ ...run, failures }) - facts.now.getTime();
      if (failures <= 7) expect(wait).toBe(15 * MINUTE * 2 ** (failures - 1));
      else expect(wait).toBeGreaterThanOrEqual(16 * HOUR);
      expect(wait).toBeLessThanOrEqual(41 * HOUR);
    });
  });

  it('is no later when something waits', () => {
    forAny((facts) => expect(atOf(facts)).toBeLessThanOrEqual(atOf({ ...facts, backlog: null })));
  });

  it('is within a day and four hours after a Z-report run that went well, whatever failed before', () => {
    forAny((facts) => {
      const run = { ...steady(facts), kind: 'z-report' as const, startedAt: new Date(0) };
      run.lastRun = { at: facts.now, outcome: 'nothing-new' };
      // And an hour for the night in autumn.
      expect(atOf(run) - facts.now.getTime()).toBeLessThanOrEqual(29 * HOUR);
    });
  });

  it('is within three days, and a week, after long silences', () => {
    forAny((facts) => {
      const ranAt = facts.now;
      const silent = (days: number) => ({
        ...steady(facts),
        kind: 'product' as const,
        startedAt: new Date(0),
        lastRun: { at: ranAt, outcome: 'nothing-new' as const },
        lastChangeAt: new Date(ranAt.getTime() - days * DAY),
      });
      const days = (at: number) => (at - ranAt.getTime()) / DAY;
      expect(days(atOf(silent(13)))).toBeLessThan(1.25);
      expect(days(atOf(silent(15)))).toBeLessThan(3.25);
      expect(days(atOf(silent(61)))).toBeLessThan(7.25);
    });
  });

  it('says its own time', () => {
    forAny((facts) => {
      const { at, reason } = nextRun(facts);
      if (!at) return expect(reason.message).not.toContain('Neste overføring');
      const time = reason.code === 'RUN_OVERDUE' ? 'nå' : clockText(wallOf(at));
      expect(reason.message).toMatch(
        new RegExp(`^Neste overføring (\\d\\d\\.\\d\\d\\.\\d{4} )?${time} fordi `),
      );
      expect(reason.english).toMatch(/\.$/);
    });
  });
});

describe('two years of nights', () => {
  const everyDay = Array.from({ length: 730 }, (_, index) =>
    new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
  );

  it('have one run a day each, at one time of the day, those in which clocks change too', () => {
    const roll = dice(7);
    let inTheGap = 0;
    for (let index = 0; index < 60; index++) {
      const runs = runsOf(steady(anyFacts(roll)), '2025-12-31T12:00:00Z', '2028-01-01T12:00:00Z');
      const days = runs.map(osloDate);
      expect(days.filter((day) => day >= '2026-01-01' && day < '2028-01-01')).toEqual(everyDay);
      const times = runs.map((at) => clockText(wallOf(at)));
      const usual = times[100]!;
      const others = days.filter((_, run) => times[run] !== usual);
      expect(others).toEqual(usual.startsWith('02:') ? ['2026-03-29', '2027-03-28'] : []);
      for (const day of others) expect(times[days.indexOf(day)]).toBe(usual.replace('02:', '03:'));
      inTheGap += others.length / 2;
    }
    expect(inTheGap).toBeGreaterThanOrEqual(3);
  });

  it('have one run a day also where closing time wanders by an hour to and fro', () => {
    const roll = dice(8);
    for (let index = 0; index < 30; index++) {
      const facts = steady(anyFacts(roll));
      const middle = 4 + Math.floor(roll() * 7);
      const runs = runsOf(facts, '2025-12-31T12:00:00Z', '2028-01-01T12:00:00Z', (own) => {
        own.usualClosing = { minutes: (middle + roll()) * 60, known: true };
      });
      const gaps = runs.slice(1).map((at, run) => (at.getTime() - runs[run]!.getTime()) / HOUR);
      expect(Math.min(...gaps)).toBeGreaterThan(20);
      expect(Math.max(...gaps)).toBeLessThan(28);
      expect(Math.abs(runs.length - 731)).toBeLessThanOrEqual(1);
    }
  });
});

describe('ten thousand departments that all close at 20', () => {
  const wakes = (changed: Partial<RunFacts>) => {
    const minutes = new Map<number, number>();
    for (let index = 0; index < 10_000; index++) {
      const at = atOf({
        ...steady(anyFacts(dice(1))),
        kind: 'z-report',
        startedAt: new Date('2026-01-01T12:00:00Z'),
        departmentKey: `${1000 + Math.floor(index / 3)}/${1 + (index % 3)}`,
        now: new Date('2026-11-23T12:00:00Z'),
        lastRun: { at: new Date('2026-11-23T06:00:00Z'), outcome: 'changed' },
        lastChangeAt: new Date('2026-11-23T06:00:00Z'),
        usualClosing: { minutes: 480, known: true },
        ...changed,
      });
      const minute = Math.floor(at / MINUTE);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    }
    return { minutes: minutes.size, most: Math.max(...minutes.values()) };
  };

  it('wake over all the ten hours of the night, at most 35 in a minute', () => {
    const { minutes, most } = wakes({});
    expect(minutes).toBe(600);
    expect(most).toBeLessThanOrEqual(35);
  });

  it('come in all of the hour after a quarantine, at most 210 in a minute', () => {
    const { minutes, most } = wakes({ closedUntil: new Date('2026-11-24T06:00:00Z') });
    expect(minutes).toBe(60);
    expect(most).toBeLessThanOrEqual(210);
  });

  it('are switched on within ten minutes', () => {
    const { minutes, most } = wakes({ lastRun: null, startedAt: new Date('2026-11-23T12:00:00Z') });
    expect(minutes).toBe(10);
    expect(most).toBeLessThanOrEqual(1150);
  });

  it('share out the days of a week when all has been quiet since one and the same day', () => {
    const days = new Map<string, number>();
    for (let index = 0; index < 7000; index++) {
      const at = nextRun({
        ...steady(anyFacts(dice(1))),
        kind: 'product',
        startedAt: new Date('2026-01-01T12:00:00Z'),
        departmentKey: `${index}/1`,
        now: new Date('2026-11-23T12:00:00Z'),
        lastRun: { at: new Date('2026-11-23T06:00:00Z'), outcome: 'nothing-new' },
        lastChangeAt: new Date('2026-08-01T06:00:00Z'),
        usualClosing: { minutes: 480, known: true },
      }).at!;
      const day = osloDate(new Date(at.getTime() - 12 * HOUR));
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    expect(days.size).toBe(7);
    for (const count of days.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});
