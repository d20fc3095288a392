/**
 * A year of the schedule's rule: `node --import ./test/support/typescript.mjs test/bench/schedule-year.ts [departments]`
 *
 * Prints how often departments wake, how many at once, how soon all is well after two outages of six hours (both in
 * the night in which the clocks change), and how long a Z-report can go unnoticed. A minute on one core; no network.
 */
import { osloDateTime, systemClock } from '@accounting/port';
import {
  type Lane,
  type Outage,
  Simulation,
} from '../../libs/accounting-sync/src/schedule/schedule-simulation.builder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DEPARTMENTS = Number(process.argv[2] ?? 10_000);
const FROM = Date.parse('2026-10-01T00:00:00Z');
const DAYS = 365;

const sixHours = (from: string, told: boolean): Outage => ({
  from: Date.parse(from),
  to: Date.parse(from) + 6 * HOUR,
  told,
});
const OUTAGES = {
  'the ERP says until when (25.10.2026)': sixHours('2026-10-25T00:00:00+02:00', true),
  'every call fails (28.03.2027)': sixHours('2027-03-28T00:00:00+01:00', false),
};

/** What one outage did, and how it passed. */
class Recovery {
  private readonly hit = new Set<Lane>();
  private readonly wellAgain = new Map<Lane, number>();
  /** Departments with Z-reports: others may be looked at weekly. */
  private readonly departments = new Map<string, number>();
  private readonly refused = new Set<string>();
  /** Wakes from its beginning until a day later. */
  busiest = 0;

  constructor(readonly outage: Outage) {}

  isOn(at: number): boolean {
    return at >= this.outage.from && at < this.outage.to;
  }

  strikes(lane: Lane, at: number): void {
    if (this.isOn(at)) this.hit.add(lane);
  }

  passes(lane: Lane, at: number): void {
    if (at < this.outage.to) return;
    const minutes = (at - this.outage.to) / MINUTE;
    if (this.hit.has(lane) && !this.wellAgain.has(lane)) this.wellAgain.set(lane, minutes);
    if (lane.shop.kinds.includes('z-report') && !this.departments.has(lane.shop.key))
      this.departments.set(lane.shop.key, minutes);
  }

  /** A login that was refused before it was over is no matter of this outage. */
  forget(lane: Lane): void {
    if (!this.wellAgain.has(lane)) this.hit.delete(lane);
    this.refused.add(lane.shop.key);
  }

  print(name: string): void {
    const hit = sorted(this.wellAgain.values());
    const all = sorted(
      [...this.departments].filter(([key]) => !this.refused.has(key)).map(([, minutes]) => minutes),
    );
    console.log(`\nAfter six hours in which ${name}`);
    row('kinds of departments that it hit', `${this.hit.size}, of which ${hit.length} came right`);
    row(
      '… came right within (50 %, 99 %, 100 %)',
      [0.5, 0.99, 1].map((part) => span(at(hit, part))).join(', '),
    );
    row(
      'all departments with Z-reports had a successful run within',
      [0.5, 0.99, 1].map((part) => span(at(all, part))).join(', '),
    );
    row('most wakes in one minute, until a day later', String(this.busiest));
  }
}

const wakes = new Int32Array(DAYS * 24 * 60);
const runs = new Map<string, number>();
const reasons = new Map<string, number>();
const unseen: number[] = [];
const gaps: number[] = [];
const outcomes = new Map<string, number>();
const lastGood = new Map<Lane, number>();
const recoveries = Object.entries(OUTAGES).map(([name, outage]) => ({
  name,
  recovery: new Recovery(outage),
}));
let longestGap = { gap: 0, at: 0 };

const sorted = (numbers: Iterable<number>) => Float64Array.from(numbers).sort();
const at = (numbers: ArrayLike<number>, part: number) => numbers[Math.ceil(numbers.length * part) - 1] ?? NaN;
const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
const minuteOf = (instant: number) => Math.floor((instant - FROM) / MINUTE);

function row(name: string, value: string): void {
  console.log(`  ${name.padEnd(52)} ${value}`);
}

function span(minutes: number): string {
  return minutes < 120 ? `${minutes.toFixed(0)} min` : `${(minutes / 60).toFixed(1)} h`;
}

function took(lane: Lane, now: number): void {
  if (lane.kind === 'z-report') {
    const gap = now - (lastGood.get(lane) ?? now);
    if (gap > longestGap.gap) longestGap = { gap, at: now };
    gaps.push(gap);
    lastGood.set(lane, now);
  }
  for (const { recovery } of recoveries) recovery.passes(lane, now);
}

const started = systemClock.monotonic();
const lanes = new Simulation(
  {
    departments: DEPARTMENTS,
    from: FROM,
    days: DAYS,
    seed: 1,
    outages: Object.values(OUTAGES),
    failing: 0.005,
    lost: 0.002,
    refused: 0.02 / 365,
    unfinished: 0.01,
  },
  {
    planned: (_, { reason }) => count(reasons, reason.code),
    woke: (lane, now, outcome) => {
      count(outcomes, outcome);
      if (outcome === 'done') took(lane, now);
      else for (const { recovery } of recoveries) recovery.strikes(lane, now);
      if (outcome === 'put off') return;
      count(runs, lane.kind);
      wakes[minuteOf(now)]!++;
    },
    waits: (lane, now) => recoveries.forEach(({ recovery }) => recovery.strikes(lane, now)),
    found: (_, now, lostAt) => unseen.push((now - lostAt) / MINUTE),
    restarted: (lane) => {
      lastGood.delete(lane);
      for (const { recovery } of recoveries) recovery.forget(lane);
    },
  },
).run();
const seconds = (systemClock.monotonic() - started) / 1000;

/** The busiest minute of those that are not an outage's, nor of the day after it. */
const quietWakes = wakes.slice();
for (const { recovery } of recoveries) {
  const [from, to] = [minuteOf(recovery.outage.from), minuteOf(recovery.outage.to + DAY)];
  recovery.busiest = Math.max(...wakes.subarray(from, to));
  quietWakes.fill(0, from, to);
}
const busiest = quietWakes.reduce((most, number) => Math.max(most, number), 0);
const byLoad = wakes.slice().sort();
const total = [...runs.values()].reduce((sum, number) => sum + number, 0);
const lanesOf = (kind: string) => lanes.filter((lane) => lane.kind === kind).length;

console.log(`A year of ${DEPARTMENTS} departments, simulated in ${seconds.toFixed(0)} s`);
row('kinds of departments that run by themselves', String(lanes.length));
row('runs a department a day', (total / DEPARTMENTS / DAYS).toFixed(2));
for (const [kind, number] of runs)
  row(`… of ${kind}, where it is on (${lanesOf(kind)})`, (number / lanesOf(kind) / DAYS).toFixed(3));
row('how runs went', [...outcomes].map(([what, number]) => `${what} ${number}`).join(', '));
row('why, of all plans', [...reasons].map(([code, number]) => `${code} ${number}`).join(', '));
row('wakes in a minute: p50, p99', `${at(byLoad, 0.5)}, ${at(byLoad, 0.99)}`);
row(
  'most wakes in one minute, outages left out',
  `${busiest}, ${osloDateTime(new Date(FROM + quietWakes.indexOf(busiest) * MINUTE))}`,
);
for (const { name, recovery } of recoveries) recovery.print(name);
const byGap = sorted(gaps);
const byUnseen = sorted(unseen);
console.log('\nZ-reports');
row(
  'between two successful runs: p50, p99, p99.99',
  [0.5, 0.99, 0.9999].map((part) => span(at(byGap, part) / MINUTE)).join(', '),
);
row(
  'longest, without refused logins',
  `${span(longestGap.gap / MINUTE)}, until ${osloDateTime(new Date(longestGap.at))}`,
);
row('settlements that nobody pushed', String(unseen.length));
row(
  '… were found within (50 %, 99 %, 100 %)',
  [0.5, 0.99, 1].map((part) => span(at(byUnseen, part))).join(', '),
);
