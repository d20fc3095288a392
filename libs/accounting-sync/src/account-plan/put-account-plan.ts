import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AccountingError, type ErpLists, type Reason } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { A_DAY, cachedList, freshList } from '../connection/erp-lists.js';
import { withinTime } from '../connection/within-time.js';
import { ensureDepartment } from '../department/department.js';
import { situationOf } from '../department/situation.js';
import { readOnlyField } from '../document/document-fields.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { Upkeep } from '../schedule/upkeep.js';
import { pathText } from '../transfer/check-document.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { reasonSchema } from '../transfer/transfer-view.js';
import { accountPlanProblems, type ErpFacts, type PlanProblem } from './account-plan-problems.js';
import { type AccountPlan, accountPlanSchema } from './account-plan.js';
import { StoredAccountPlan } from './stored-account-plan.js';

/** What PUT takes: the plan, and what its answer adds to it. */
export const accountPlanInputSchema = accountPlanSchema
  .extend({ warnings: readOnlyField() })
  .transform(({ voucherType, roles }): AccountPlan => ({ voucherType, roles }))
  .meta({ id: 'AccountPlan', title: 'Account plan (kontoplan)' });

export const savedAccountPlanSchema = accountPlanSchema
  .extend({
    warnings: z
      .array(z.object({ ...reasonSchema.shape, path: z.string() }))
      .describe('Saved all the same; a settlement that meets it is held'),
  })
  .meta({ id: 'SavedAccountPlan' });
export type SavedAccountPlan = z.output<typeof savedAccountPlanSchema>;

/** A department's account plan (kontoplan). It may be saved while it is incomplete. */
@Injectable()
export class PutAccountPlan {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly reexamination: Reexamination,
    private readonly upkeep: Upkeep,
  ) {}

  async get({ clientId, departmentId }: Place): Promise<AccountPlan> {
    return (await situationOf(this.em.fork(), clientId, departmentId)).plan;
  }

  /** Throws a Refusal for what would be wrong in every voucher. */
  async put(place: Place, plan: AccountPlan): Promise<SavedAccountPlan> {
    // Read before the transaction: the accounting system may take its time.
    const { errors, warnings } = accountPlanProblems(plan, await this.erpFacts(place));
    const [first] = errors;
    if (first) throw new Refusal('invalid', bare(first), errors.map(faultOf));
    const updatedAt = this.environment.clock.now();
    await this.em.fork().transactional(async (tx) => {
      await ensureDepartment(tx, place.clientId, place.departmentId);
      await tx.upsert(StoredAccountPlan, { ...place, ...plan, updatedAt });
      await this.reexamination.ask(tx, place);
    });
    this.upkeep.soon();
    return {
      ...plan,
      warnings: warnings.map((warning) => ({ ...bare(warning), path: pathText(warning.path) })),
    };
  }

  private async erpFacts(place: Place): Promise<ErpFacts> {
    const connection = await this.em.fork().findOne(Connection, place);
    if (!connection) return { vatCodes: null, accounts: null, subLedgerAccounts: [] };
    const adapter = this.environment.adapters.find(({ id }) => id === connection.adapter);
    return {
      vatCodes: await this.known(connection, 'vatCodes'),
      accounts: await this.known(connection, 'accounts'),
      subLedgerAccounts: adapter?.description.subLedgerAccounts ?? [],
    };
  }

  /** A list of today if it can be had, else the one that is kept; null: nothing is known. */
  private async known<Name extends 'vatCodes' | 'accounts'>(
    connection: Connection,
    name: Name,
  ): Promise<ErpLists[Name][] | null> {
    const { clock } = this.environment;
    const em = this.em.fork();
    try {
      if (!connection.company) return null;
      const { port } = this.books.open(connection, 'person', { add: () => undefined });
      return (await withinTime(clock, freshList(em, connection, name, { port, clock, maxAge: A_DAY }))).items;
    } catch (error) {
      if (!(error instanceof AccountingError)) throw error;
      return (await cachedList(em, connection, name))?.items ?? null;
    }
  }
}

function bare({ code, message, fix, who, english }: PlanProblem): Reason {
  return { code, message, fix, who, english };
}

function faultOf({ path, english }: PlanProblem) {
  return { path: pathText(path), message: english };
}
