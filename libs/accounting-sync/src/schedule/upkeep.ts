import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { CompanyResolver } from '../connection/resolve-company.js';
import { MissingInvoices } from '../sync-z-report/missing-invoices.js';
import { Reexamination } from '../transfer/reexamine.js';

/**
 * What is owed after somebody saved something, and is done after the answer: finding the company, looking again at
 * what is held; and what only time brings up: invoices that never came. The wishes stand in the database; here they are only fulfilled, at once by the process that took
 * them and by the tick of every worker.
 */
@Injectable()
export class Upkeep implements BeforeApplicationShutdown {
  private readonly log = new Logger(Upkeep.name);
  private running: Promise<void> | null = null;
  private askedAgain = false;
  private closing = false;

  constructor(
    private readonly companies: CompanyResolver,
    private readonly reexamination: Reexamination,
    private readonly missingInvoices: MissingInvoices,
  ) {}

  /** Begins and does not wait. */
  soon(): void {
    void this.run();
  }

  /** Once through everything that is owed, and once more when something was asked for meanwhile. Never throws. */
  run(): Promise<void> {
    if (this.closing) return Promise.resolve();
    this.askedAgain = this.running !== null;
    this.running ??= this.work().finally(() => (this.running = null));
    return this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.running;
  }

  private async work(): Promise<void> {
    do {
      this.askedAgain = false;
      await this.once();
    } while (this.hasBeenAskedAgain());
  }

  private hasBeenAskedAgain(): boolean {
    return this.askedAgain && !this.closing;
  }

  private async once(): Promise<void> {
    try {
      await this.companies.run();
      await this.reexamination.run();
      await this.missingInvoices.run();
    } catch (error) {
      // The wishes stand where they stood: the next tick tries again.
      this.log.error(error);
    }
  }
}
