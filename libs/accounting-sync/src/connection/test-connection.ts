import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import {
  AccountingError,
  type Check,
  type ConnectionQuestion,
  osloDate,
  type Reason,
} from '@accounting/port';
import { type Situation, situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { Upkeep } from '../schedule/upkeep.js';
import { type Place } from '../transfer/transfer-filter.js';
import { draftPlaceSchema } from '../transfer/transfer-view.js';
import { Books } from './books.js';
import { type Connection } from './connection.js';
import { reason } from './connection-reasons.js';
import { CompanyResolver } from './resolve-company.js';
import { withinTime } from './within-time.js';

/** The whole test, which asks several things one after the other. */
const TEST_MS = 60_000;

export const testResultSchema = z
  .strictObject({
    ok: z.boolean(),
    checks: z.array(
      z.strictObject({
        code: z.string(),
        status: z.enum(['ok', 'warning', 'failed']),
        message: z.string(),
        fix: z.string().nullable(),
        who: z.enum(['butikk', 'regnskapsfører', 'DUELL']),
      }),
    ),
    draftPlace: draftPlaceSchema.nullable().describe('Where settlements wait, when they go as drafts'),
  })
  .meta({ id: 'TestResult' });
export type TestResult = z.output<typeof testResultSchema>;

/** "Test integrasjon": looks at one thing after the other, changes nothing there, and answers whatever it finds. */
@Injectable()
export class TestConnection {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly companies: CompanyResolver,
    private readonly upkeep: Upkeep,
  ) {}

  async test(place: Place): Promise<TestResult> {
    const situation = await situationOf(this.em.fork(), place.clientId, place.departmentId);
    if (!situation.connection)
      return { ok: false, checks: [failed(reason('CONNECTION_MISSING'))], draftPlace: null };
    const checks = await this.checks(situation, situation.connection);
    this.upkeep.soon();
    const adapter = this.environment.adapters.find(({ id }) => id === situation.connection?.adapter);
    const isDraft = !situation.settings.zReport.directToLedger;
    return {
      ok: checks.every(({ status }) => status !== 'failed'),
      checks,
      draftPlace: isDraft && adapter ? adapter.description.draftPlace : null,
    };
  }

  private async checks(situation: Situation, saved: Connection): Promise<Check[]> {
    try {
      const connection = await this.companies.resolve(saved);
      const { port } = this.books.open(connection, 'person', { add: () => undefined });
      return await withinTime(
        this.environment.clock,
        port.test(this.question(situation, connection)),
        TEST_MS,
      );
    } catch (error) {
      if (error instanceof AccountingError) return [failed(error.reason)];
      throw error;
    }
  }

  private question({ plan, settings }: Situation, connection: Connection): ConnectionQuestion {
    return {
      multipleCompanies: connection.multipleCompanies,
      multipleDepartments: connection.multipleDepartments,
      voucherType: plan.voucherType,
      roles: Object.entries(plan.roles).map(([role, target]) => ({ role, ...target })),
      invoices: settings.invoices.enabled,
      products: settings.products.enabled,
      customers: settings.customers.enabled,
      mode: settings.zReport.directToLedger ? 'ledger' : 'draft',
      today: osloDate(this.environment.clock.now()),
    };
  }
}

function failed({ code, message, fix, who }: Reason): Check {
  return { code, status: 'failed', message, fix, who };
}
