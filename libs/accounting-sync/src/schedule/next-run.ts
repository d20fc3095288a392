import { type Kind } from '../transfer/transfer.js';
import { type BusinessDay, DailySlot } from './daily-slot.js';
import { clockText, dateText, wallOf } from './oslo-clock.js';
import { type ScheduleReason, runReason } from './run-reasons.js';
import { share } from './spread.js';
import { type UsualClosing } from './usual-closing.js';

/** What is known when somebody asks when one kind of one department runs next. */
export interface RunFacts {
  now: Date;
  kind: Kind;
  /** `client/department`: spreads the runs. */
  departmentKey: string;
  automatic: boolean;
  enabled: boolean;
  /** The ERP refused this connection's login, whoever met it; false again when the connection is saved. */
  loginRefused: boolean;
  /** DUELL refused the client's number and token, and this kind needs them; false again when they are saved. */
  duellLoginRefused: boolean;
  /** When automatic runs began, or began anew: switched on, or the connection saved. Runs before it say nothing. */
  startedAt: Date;
  /** The latest run that came to an end, one that a person started too. */
  lastRun: { at: Date; outcome: 'changed' | 'nothing-new' | 'failed' } | null;
  /** Transient failures in a row. */
  failures: number;
  /** Documents that wait and could go, and since when the oldest of them waits. */
  backlog: { documents: number; since: Date } | null;
  /** When something last changed or was pushed; null: never that we know of. */
  lastChangeAt: Date | null;
  /** Of the department's latest settlements; the same for all kinds. */
  usualClosing: UsualClosing;
  /** Rate headers, a quarantine or the host said: nobody calls before this. May lie in the past. */
  closedUntil: Date | null;
}

export interface NextRun {
  /** null: nothing runs by itself until a person does what the reason says. */
  at: Date | null;
  reason: ScheduleReason;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So soon that who switched it on sees it happen; and not all at once. */
const FIRST_WITHIN = 10 * MINUTE;
const FIRST_RETRY = 15 * MINUTE;
/** 15 and 30 minutes, 1, 2, 4, 8 and 16 hours. The next would be more than a day: from then on, the daily slot. */
const RETRIES = 7;
const LONGEST_RETRY = FIRST_RETRY * 2 ** (RETRIES - 1);
const BACKLOG_WAITS = HOUR;
/** What is in a hurry is no run's business: what was pushed has its own time, and a person presses the button. */
const ERP_OPENS_OVER = HOUR;
/** So long without a change, so many days from run to run. Not for Z-reports: a missing day must be noticed. */
const QUIET = [
  { silence: 60 * DAY, days: 7 },
  { silence: 14 * DAY, days: 3 },
];
/** A change so long after the last run says that runs had become rare: the next comes in the night after the change. */
const RARE = 36 * HOUR;

interface Plan {
  at: Date;
  why: (time: string) => ScheduleReason;
}

/**
 * When one kind of one department runs next, and why then. What DUELL pushes goes at once; a run finds what was not
 * pushed, or could not go.
 *
 * While nothing but time passes the answer stays the same, and is `now` once its time has come. So it may be kept and
 * asked for anew when a fact has changed; and right before a run, which waits when the answer has become a later one.
 */
export function nextRun(facts: RunFacts): NextRun {
  const stopped = whyStopped(facts);
  if (stopped) return { at: null, reason: stopped };
  const { at, why } = whenOpen(facts, planned(facts));
  const time = timeText(at, facts.now);
  if (at < facts.now) return { at: facts.now, reason: runReason('RUN_OVERDUE', { time }) };
  return { at, reason: why(time) };
}

function whyStopped({ kind, enabled, automatic, ...facts }: RunFacts): ScheduleReason | null {
  if (!enabled) return runReason('RUN_KIND_OFF', { kind });
  if (!automatic) return runReason('RUN_NOT_AUTOMATIC');
  if (facts.loginRefused) return runReason('RUN_STOPPED_LOGIN');
  return facts.duellLoginRefused ? runReason('RUN_STOPPED_DUELL_LOGIN', { kind }) : null;
}

function planned(facts: RunFacts): Plan {
  const { lastRun, startedAt, failures } = facts;
  if (!lastRun || lastRun.at < startedAt) {
    const at = later(startedAt, placeIn('first', facts) * FIRST_WITHIN);
    return { at, why: (time) => runReason('RUN_FIRST', { time }) };
  }
  const slot = new DailySlot(facts.usualClosing, placeIn('slot', facts));
  return lastRun.outcome === 'failed'
    ? afterFailure(lastRun.at, Math.max(failures, 1), slot)
    : afterSuccess(lastRun.at, facts, slot);
}

function afterFailure(failedAt: Date, failures: number, slot: DailySlot): Plan {
  if (failures > RETRIES) {
    // Not the very next slot: one more failure never brings a run forward.
    const at = slot.on(slot.dayFrom(later(failedAt, LONGEST_RETRY)));
    return { at, why: (time) => runReason('RUN_AFTER_FAILURE', { time, failures, wait: null }) };
  }
  const wait = FIRST_RETRY * 2 ** (failures - 1);
  const why = (time: string) => runReason('RUN_AFTER_FAILURE', { time, failures, wait: waitText(wait) });
  return { at: later(failedAt, wait), why };
}

function afterSuccess(ranAt: Date, facts: RunFacts, slot: DailySlot): Plan {
  const { kind, backlog, startedAt, lastChangeAt } = facts;
  const changedAt = latest(lastChangeAt ?? startedAt, startedAt);
  const day = +changedAt - +ranAt > RARE ? slot.dayFrom(changedAt) : slot.dayAfter(ranAt);
  if (backlog) {
    const { documents, since } = backlog;
    const at = later(latest(ranAt, since), BACKLOG_WAITS);
    if (at < slot.on(day)) return { at, why: (time) => runReason('RUN_BACKLOG', { time, documents }) };
  }
  const quiet = QUIET.find(({ silence }) => +ranAt - +changedAt >= silence);
  if (quiet && !backlog && kind !== 'z-report') {
    const { days } = quiet;
    const since = dateText(wallOf(changedAt));
    const at = slot.on(turnAfter(day, days, facts));
    return { at, why: (time) => runReason('RUN_QUIET', { time, since, days }) };
  }
  return { at: slot.on(day), why: (time) => runReason('RUN_DAILY', { time, kind, ...slot.closingText() }) };
}

/** The first day, from `day` on, that is this department's of so many: by hash, or an outage would put all on one night. */
function turnAfter(day: BusinessDay, days: number, facts: RunFacts): BusinessDay {
  const turn = Math.floor(placeIn('turn', facts) * days);
  return day + ((((turn - day) % days) + days) % days);
}

/** Nobody calls before the ERP opens, nor all together when it does: each department has its place in the hour after. */
function whenOpen(facts: RunFacts, plan: Plan): Plan {
  const { closedUntil, now } = facts;
  if (!closedUntil) return plan;
  const opens = later(closedUntil, placeIn('open', facts) * ERP_OPENS_OVER);
  if (plan.at >= opens) return plan;
  const until = timeText(closedUntil, now);
  return { at: opens, why: (time) => runReason('RUN_ERP_CLOSED', { time, until }) };
}

/** Another place for each question and kind: a department's kinds do not wake together either. */
function placeIn(question: string, { kind, departmentKey }: RunFacts): number {
  return share(`${question}/${kind}/${departmentKey}`);
}

function later(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function timeText(at: Date, now: Date): string {
  const wall = wallOf(at);
  return Math.abs(+at - +now) <= DAY ? clockText(wall) : `${dateText(wall)} ${clockText(wall)}`;
}

function waitText(wait: number): string {
  if (wait < HOUR) return `${wait / MINUTE} minutter`;
  return wait === HOUR ? '1 time' : `${wait / HOUR} timer`;
}
