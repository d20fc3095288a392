import { type EntityManager } from '@mikro-orm/postgresql';
import { type Clock } from '@accounting/port';
// The worker's parts are put together by hand here, so that each life has a database and a clock that die with it.
import { Books } from '../../libs/accounting-sync/src/connection/books.js';
import { Environment } from '../../libs/accounting-sync/src/environment.js';
import { ZReportPreparation } from '../../libs/accounting-sync/src/sync-z-report/prepare-z-report.js';
import { InvoicePreparation } from '../../libs/accounting-sync/src/sync-invoice/prepare-invoice.js';
import { BatchDeliverer } from '../../libs/accounting-sync/src/transfer/deliver-batch.js';
import { Preparations } from '../../libs/accounting-sync/src/transfer/preparations.js';
import { Deliverer } from '../../libs/accounting-sync/src/transfer/deliver.js';
import { DraftLookUp } from '../../libs/accounting-sync/src/transfer/draft-look-up.js';
import { LaneWorker } from '../../libs/accounting-sync/src/transfer/lane-worker.js';

class Killed extends Error {}

/** Does nothing more, for ever: what becomes of the promises of a killed process. */
const never = () => new Promise<never>(() => undefined);

/**
 * One life of a worker. It is killed at its n-th transaction, before or after the commit: since an intent, a send
 * and a result lie between transactions, this is a crash between every two steps of a delivery.
 */
export class MortalWorker {
  private dead = false;
  private transactions = 0;
  private kill: () => void = () => undefined;
  private readonly killed = new Promise<'killed'>((resolve) => (this.kill = () => resolve('killed')));

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    /** null: lives on. */
    private readonly diesAt: { transaction: number; when: 'before-commit' | 'after-commit' } | null,
  ) {}

  /** Works off a lane; `killed` when it died over it. */
  async run(lane: string): Promise<'finished' | 'killed'> {
    const em = this.mortal(this.em);
    const { adapters, ids, seal, host, system, clock } = this.environment;
    const environment = new Environment(adapters, this.mortalClock(clock), ids, seal, host, system);
    const books = new Books(em, environment);
    const preparations = new Preparations(
      new ZReportPreparation(em, environment),
      new InvoicePreparation(em, environment),
    );
    const deliverer = new Deliverer(
      em,
      environment,
      books,
      preparations,
      new BatchDeliverer(em, environment, books),
      new DraftLookUp(em, environment, books),
    );
    const work = new LaneWorker(em, environment, deliverer).run(lane).then(() => 'finished' as const);
    return Promise.race([work, this.killed]);
  }

  private mortal(em: EntityManager): EntityManager {
    return new Proxy(em, {
      get: (target, name, receiver) => {
        if (name === 'fork')
          return (...options: Parameters<EntityManager['fork']>) => this.mortal(target.fork(...options));
        if (name === 'transactional')
          return (work: (tx: EntityManager) => Promise<unknown>) => this.commit(target, work);
        const value: unknown = Reflect.get(target, name, receiver);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  private async commit(em: EntityManager, work: (tx: EntityManager) => Promise<unknown>): Promise<unknown> {
    if (this.dead) return never();
    this.transactions += 1;
    const dies = this.transactions === this.diesAt?.transaction ? this.diesAt.when : null;
    try {
      const result = await em.transactional(async (tx) => {
        const answer = await work(tx);
        if (dies === 'before-commit') throw new Killed();
        return answer;
      });
      return dies ? await this.die() : result;
    } catch (error) {
      if (error instanceof Killed) return this.die();
      throw error;
    }
  }

  private die(): Promise<never> {
    this.dead = true;
    this.kill();
    return never();
  }

  private mortalClock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal);
        if (this.dead) await never();
      },
    };
  }
}
