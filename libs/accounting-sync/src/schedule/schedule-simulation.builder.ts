import { type Kind } from '../transfer/transfer.js';
import { type NextRun, type RunFacts, nextRun } from './next-run.js';
import { type Shop, dice, shops } from './shops.builder.js';
import { SoonestFirst } from './soonest-first.builder.js';
import { usualClosing } from './usual-closing.js';

const DAY = 24 * 60 * 60_000;

/** Nothing that the ERP answers comes through between these instants. */
export interface Outage {
  from: number;
  to: number;
  /** Whether the ERP says until when, as a quarantine does; else every call fails. */
  told: boolean;
}

export interface Scenario {
  departments: number;
  from: number;
  days: number;
  seed: number;
  outages: Outage[];
  /** How likely one run fails, or one push. */
  failing: number;
  /** How likely a push is lost before it reaches us, so that only a run can find it. */
  lost: number;
  /** How likely a department's login is refused on a day; a person saves the connection one to five days later. */
  refused: number;
  /** How likely a run ends before everything has gone. */
  unfinished: number;
}

/** One kind of one department. */
export interface Lane {
  kind: Kind;
  shop: Shop;
  facts: RunFacts;
  /** Numbers the plans: an older one in the queue is void. */
  plan: number;
  /** A fact has changed since it was planned, of those that no worker plans anew for at once. */
  stale: boolean;
  /** Since when a settlement lies there that nobody pushed. */
  lostAt: number | null;
}

/** What happened, as it happens. */
export interface Witness {
  planned?(lane: Lane, plan: NextRun): void;
  /** Put off: the ERP had closed, or the usual closing time moved, since it was planned. */
  woke?(lane: Lane, at: number, outcome: 'done' | 'failed' | 'refused' | 'put off'): void;
  /** A push failed, and its document waits. */
  waits?(lane: Lane, at: number): void;
  /** A run found a settlement that nobody pushed. */
  found?(lane: Lane, at: number, lostAt: number): void;
  /** A person saved the connection after a refused login. */
  restarted?(lane: Lane, at: number): void;
}

interface Event {
  at: number;
  what: 'run' | 'close' | 'mend';
  lane: Lane;
  plan: number;
}

/** A year of virtual time: whoever is next wakes, runs, and is planned anew by the rule. */
export class Simulation {
  private readonly queue = new SoonestFirst<Event>();
  private readonly roll: () => number;
  private readonly lanesOf = new Map<Shop, Lane[]>();
  private readonly closings = new Map<Shop, Date[]>();
  private readonly lanes: Lane[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly witness: Witness,
  ) {
    const { departments, seed, from, days } = scenario;
    this.roll = dice(seed + 1);
    for (const shop of shops(departments, seed, from / DAY, days)) this.open(shop);
  }

  /** Everything, to the end of the year. Answers who was there. */
  run(): Lane[] {
    const end = this.scenario.from + this.scenario.days * DAY;
    for (let event = this.queue.pop(); event && event.at < end; event = this.queue.pop()) {
      if (event.what === 'close') this.close(event);
      else if (event.what === 'mend') this.mend(event);
      else if (event.plan === event.lane.plan) this.wake(event);
    }
    return this.lanes;
  }

  /** A shop begins with four weeks of closings, and is switched on some time in the first day. */
  private open(shop: Shop): void {
    const { from } = this.scenario;
    const startedAt = new Date(from + Math.floor(this.roll() * DAY));
    const closings: Date[] = [];
    for (let day = from / DAY - 1; day > from / DAY - 60; day--) {
      const closed = shop.closedAt(day);
      if (closed && closed.getTime() < from) closings.push(closed);
    }
    this.closings.set(shop, closings.slice(0, 28));
    const lanes = shop.kinds.map((kind) => this.lane(shop, kind, startedAt));
    this.lanesOf.set(shop, lanes);
    for (const lane of lanes) this.plan(lane, startedAt.getTime());
    const [first] = lanes;
    if (first) this.planClosing(first, from / DAY - 1);
  }

  private lane(shop: Shop, kind: Kind, startedAt: Date): Lane {
    const facts: RunFacts = {
      now: startedAt,
      kind,
      departmentKey: shop.key,
      automatic: true,
      enabled: true,
      loginRefused: false,
      duellLoginRefused: false,
      startedAt,
      lastRun: null,
      failures: 0,
      backlog: null,
      lastChangeAt: null,
      usualClosing: usualClosing(this.closings.get(shop) ?? []),
      closedUntil: null,
    };
    const lane = { kind, shop, facts, plan: 0, stale: false, lostAt: null };
    this.lanes.push(lane);
    return lane;
  }

  private planClosing(lane: Lane, after: number): void {
    const last = (this.scenario.from + this.scenario.days * DAY) / DAY;
    for (let day = after + 1; day <= last; day++) {
      const closed = lane.shop.closedAt(day);
      if (closed) return this.queue.push({ at: closed.getTime(), what: 'close', lane, plan: day });
    }
  }

  /** The day's settlement is pushed at once. What fails waits; what is lost nobody knows of. */
  private close({ at, lane: { shop }, lane, plan: day }: Event): void {
    const closings = this.closings.get(shop) ?? [];
    closings.unshift(new Date(at));
    closings.length = Math.min(closings.length, 28);
    const lanes = this.lanesOf.get(shop) ?? [];
    // Habits are slow: a host need not reckon after each closing either.
    if (day % 3 === 0) this.reckon(lanes, closings);
    this.planClosing(lane, day);
    const reports = lanes.find(({ kind }) => kind === 'z-report');
    if (!reports) return;
    reports.facts.lastChangeAt = new Date(at);
    if (this.roll() < this.scenario.lost) reports.lostAt ??= at;
    else if (this.outageAt(at) || this.roll() < this.scenario.failing) this.keepWaiting(reports, at);
  }

  private reckon(lanes: Lane[], closings: Date[]): void {
    const usual = usualClosing(closings);
    for (const each of lanes) {
      each.stale ||= each.facts.usualClosing.minutes !== usual.minutes;
      each.facts.usualClosing = usual;
    }
  }

  private keepWaiting(lane: Lane, at: number): void {
    const { backlog } = lane.facts;
    lane.facts.backlog = { documents: (backlog?.documents ?? 0) + 1, since: backlog?.since ?? new Date(at) };
    this.witness.waits?.(lane, at);
    this.plan(lane, at);
  }

  /** Asks again right before the run, as a worker does; spared where the answer must be the same (next-run.spec.ts). */
  private wake({ at, lane }: Event): void {
    this.learnOfClosing(lane, at);
    const stands = !lane.stale || this.ask(lane, at).at?.getTime() === at;
    const outcome = stands ? this.attempt(lane, at) : 'put off';
    this.witness.woke?.(lane, at, outcome);
    this.plan(lane, at);
  }

  private attempt(lane: Lane, at: number): 'done' | 'failed' | 'refused' {
    if (this.outageAt(at) || this.roll() < this.scenario.failing) return this.fail(lane, at);
    if (this.roll() < this.scenario.refused / lane.shop.kinds.length) return this.refuse(lane, at);
    return this.succeed(lane, at);
  }

  private fail({ facts }: Lane, at: number) {
    facts.failures++;
    facts.lastRun = { at: new Date(at), outcome: 'failed' };
    return 'failed' as const;
  }

  private succeed(lane: Lane, at: number) {
    const { facts, shop, kind } = lane;
    const changed = this.roll() < shop.changes[kind];
    const run = { at: new Date(at), outcome: changed ? ('changed' as const) : ('nothing-new' as const) };
    facts.failures = 0;
    facts.lastRun = run;
    if (changed) facts.lastChangeAt = run.at;
    facts.backlog = this.roll() < this.scenario.unfinished ? { documents: 40, since: run.at } : null;
    if (lane.lostAt !== null) this.witness.found?.(lane, at, lane.lostAt);
    lane.lostAt = null;
    return 'done' as const;
  }

  /** One refusal stops every kind of the department, until a person saves the connection. */
  private refuse(lane: Lane, at: number) {
    for (const each of this.lanesOf.get(lane.shop) ?? []) {
      each.facts.loginRefused = true;
      this.plan(each, at);
    }
    this.queue.push({ at: at + Math.floor((1 + this.roll() * 4) * DAY), what: 'mend', lane, plan: 0 });
    return 'refused' as const;
  }

  private mend({ at, lane }: Event): void {
    for (const each of this.lanesOf.get(lane.shop) ?? []) {
      each.facts = { ...each.facts, loginRefused: false, startedAt: new Date(at), failures: 0 };
      this.witness.restarted?.(each, at);
      this.plan(each, at);
    }
  }

  private learnOfClosing(lane: Lane, at: number): void {
    const outage = this.outageAt(at);
    if (!outage?.told) return;
    lane.facts.closedUntil = new Date(outage.to);
    lane.stale = true;
  }

  private outageAt(at: number): Outage | undefined {
    return this.scenario.outages.find(({ from, to }) => at >= from && at < to);
  }

  private plan(lane: Lane, now: number): void {
    lane.plan++;
    lane.stale = false;
    const plan = this.ask(lane, now);
    this.witness.planned?.(lane, plan);
    if (plan.at) this.queue.push({ at: plan.at.getTime(), what: 'run', lane, plan: lane.plan });
  }

  private ask(lane: Lane, now: number): NextRun {
    lane.facts.now = new Date(now);
    return nextRun(lane.facts);
  }
}
