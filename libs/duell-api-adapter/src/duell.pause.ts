import { AccountingError, osloDateTime, type AdapterTools, type Reason } from '@accounting/port';
import type { Keys } from './duell.keys.js';
import { reason } from './duell.reasons.js';

/** Why nobody calls before then. */
interface Pause {
  until: string;
  reason: Reason;
}

/** Pays for calls, and closes the budget when DUELL, or the firewall in front of it, says so. */
export class Pauses {
  constructor(
    private readonly tools: AdapterTools,
    private readonly keys: Keys,
  ) {}

  /** The budget is the host's, and speaks of accounting systems: here DUELL is said to be closed, and by what. */
  async pay(): Promise<void> {
    const { budget, purpose } = this.tools;
    try {
      await budget.spend(this.keys.budget, purpose);
    } catch (error) {
      if (!(error instanceof AccountingError) || !error.retryAt) throw error;
      const { next, retryAt } = error;
      throw new AccountingError(await this.whyUntil(retryAt), next, { retryAt, cause: error });
    }
  }

  async begin({ reason }: AccountingError, until: Date): Promise<void> {
    const pause: Pause = { until: until.toISOString(), reason };
    await this.tools.memory.remember(this.keys.fact('pause'), JSON.stringify(pause));
    await this.tools.budget.close(this.keys.budget, until);
  }

  /** A pause that ends sooner is not the one that is met. */
  private async whyUntil(end: Date): Promise<Reason> {
    const told = await this.tools.memory.recall(this.keys.fact('pause'));
    const pause = JSON.parse(told ?? 'null') as Pause | null;
    if (pause && Date.parse(pause.until) >= end.getTime()) return pause.reason;
    return reason('DUELL_RATE_LIMITED', { until: osloDateTime(end) });
  }
}
