import { type Clock, type Ids } from '@accounting/port';
import { Books } from './books.js';
import { FaultPlan } from './faults.js';
import { LateCommits } from './late.js';
import { HourlyCounter, type Limits } from './limits.js';
import { type CompanySeed } from './seed.js';
import { Sessions } from './sessions.js';

export type SimulatorClock = Pick<Clock, 'now' | 'sleep'>;

export interface CallRecord {
  operation: string;
  at: Date;
  /** `answered`, `refused: …`, or either behind the kind of the fault that struck. */
  outcome: string;
}

/** Everything the simulator remembers. */
export class World {
  readonly companies = new Map<string, Books>();
  readonly limits: Limits = { sessionMinutes: 20, maxRequestKb: 4096, syncPageSize: 1000 };
  readonly sessions: Sessions;
  readonly faults: FaultPlan;
  readonly late = new LateCommits();
  readonly calls: CallRecord[] = [];
  readonly callCounter = new HourlyCounter();
  readonly loginCounter = new HourlyCounter();

  constructor(
    readonly clock: SimulatorClock,
    private readonly ids: Ids,
    seed: number,
    operations: ReadonlySet<string>,
  ) {
    this.sessions = new Sessions(ids, this.limits);
    this.faults = new FaultPlan(seed, operations);
  }

  addCompany(seed: CompanySeed): Books {
    const books = new Books(seed, this.clock.now(), this.ids);
    this.companies.set(books.id, books);
    return books;
  }

  record(operation: string, outcome: string): void {
    this.calls.push({ operation, at: this.clock.now(), outcome });
  }

  /** Does what fell due before now: whoever looks at the books looks here first. */
  settle(): void {
    this.late.settle(this.clock.now());
  }
}
