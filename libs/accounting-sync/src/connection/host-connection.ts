import { Injectable } from '@nestjs/common';
import { EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { z } from 'zod';
import {
  AccountingError,
  type ExchangeLog,
  type HostCatalogue,
  type HostClient,
  type Reason,
} from '@accounting/port';
import { Department } from '../department/department.js';
import { nameField, textField } from '../document/document-fields.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { beginRunsAnew } from '../schedule/schedule-run.js';
import { checkedFields } from './credentials.js';
import { reason } from './connection-reasons.js';
import { forgetSession } from './forget-sessions.js';
import { LearntFacts } from './learnt-facts.js';
import { SharedBudget } from './rate-budget.js';
import { SharedSessionVault } from './session-vault.js';

const HostConnectionSchema = defineEntity({
  name: 'HostConnection',
  schema: 'accounting',
  tableName: 'host_connection',
  properties: {
    clientId: p.text().primary(),
    sealedCredentials: p.text(),
    updatedAt: p.datetime(),
  },
});

/** How a client's catalogue in DUELL is reached, where the plugin runs on its own. */
export class HostConnection extends HostConnectionSchema.class {
  static sealedFor(clientId: string): string {
    return `host/${clientId}`;
  }
}
HostConnectionSchema.setClass(HostConnection);

export const hostConnectionInputSchema = z
  .strictObject({
    credentials: z.record(nameField(), textField(1000)).describe('Write-only. The fields that GET names'),
  })
  .meta({ id: 'HostConnection' });

export const hostConnectionViewSchema = z
  .strictObject({
    fields: z
      .array(z.strictObject({ name: z.string(), label: z.string(), secret: z.boolean() }))
      .describe('What the connection to DUELL needs; none where the plugin runs inside DUELL'),
    savedAt: z.iso.datetime().nullable().describe('null: nothing is saved'),
  })
  .meta({ id: 'SavedHostConnection' });
export type HostConnectionView = z.output<typeof hostConnectionViewSchema>;

/** DUELL's side of a client: its catalogue, and what is needed to reach it. Credentials go in and never out. */
@Injectable()
export class HostConnections {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  /** Whether the client's catalogue can be asked at all. Where it can't, DUELL pushes. */
  async isReady(clientId: string): Promise<boolean> {
    const host = this.environment.host.catalogue;
    if (!host) return false;
    return host.credentials.length === 0 || (await this.em.fork().count(HostConnection, { clientId })) > 0;
  }

  /** What the vault keeps a login under; null: there is none, or nothing to log in with. */
  async sessionKey(clientId: string): Promise<string | null> {
    const host = this.environment.host.catalogue;
    if (!host?.session || !(await this.isReady(clientId))) return null;
    return host.session({ clientId, credentials: await this.reveal(clientId) });
  }

  async view(clientId: string): Promise<HostConnectionView> {
    const saved = await this.em.fork().findOne(HostConnection, { clientId });
    const fields = this.environment.host.catalogue?.credentials ?? [];
    return {
      fields: fields.map(({ name, label, secret }) => ({ name, label, secret })),
      savedAt: saved?.updatedAt.toISOString() ?? null,
    };
  }

  /** Throws a Refusal that names each field that is missing or unknown. */
  async put(clientId: string, credentials: Record<string, string>): Promise<HostConnectionView> {
    mustNeedCredentials(this.environment);
    const given = checkedFields(this.environment.host.catalogue?.credentials ?? [], credentials);
    const sealedCredentials = this.environment.seal.seal(
      JSON.stringify(given),
      HostConnection.sealedFor(clientId),
    );
    await this.em.fork().transactional(async (tx) => {
      await tx.execute('insert into accounting.client (id) values (?) on conflict do nothing', [clientId]);
      await tx.upsert(HostConnection, {
        clientId,
        sealedCredentials,
        updatedAt: this.environment.clock.now(),
      });
      await this.forgetLogin(tx, { clientId, credentials: given });
      const departments = await tx.find(Department, { clientId });
      for (const { id: departmentId } of departments)
        await beginRunsAnew(tx, { clientId, departmentId }, this.environment.clock.now());
    });
    return this.view(clientId);
  }

  async delete(clientId: string): Promise<void> {
    // Where they can't be read any more there is nothing to forget.
    const key = await this.sessionKey(clientId).catch(() => null);
    await this.em.fork().transactional(async (tx) => {
      if (key !== null) await forgetSession(tx, key);
      await tx.nativeDelete(HostConnection, { clientId });
    });
  }

  /**
   * Throws an AccountingError (`ask-a-human`) where there is no catalogue, or nothing to reach it with.
   * @param leftOut is told of each row that can't be read: the list goes on without it.
   */
  async open(
    clientId: string,
    exchanges: ExchangeLog = { add: () => undefined },
    leftOut?: (reason: Reason) => void,
  ): Promise<HostCatalogue> {
    const host = this.environment.host.catalogue;
    if (!host) throw new AccountingError(reason('NO_HOST_CATALOGUE'), 'ask-a-human');
    const credentials = host.credentials.length === 0 ? {} : await this.reveal(clientId);
    const { clock, ids, seal } = this.environment;
    return host.open(
      { clientId, credentials },
      {
        clock,
        ids,
        purpose: 'work',
        sessions: new SharedSessionVault(this.em, clock, seal),
        budget: new SharedBudget(this.em, clock, host.callsPerSecond ?? 0),
        memory: new LearntFacts(this.em, clock),
        exchanges,
        ...(leftOut ? { leftOut } : {}),
      },
    );
  }

  private async reveal(clientId: string): Promise<Record<string, string>> {
    const saved = await this.em.fork().findOne(HostConnection, { clientId });
    if (!saved) throw new AccountingError(reason('HOST_CONNECTION_MISSING'), 'ask-a-human');
    try {
      const opened = this.environment.seal.open(saved.sealedCredentials, HostConnection.sealedFor(clientId));
      return JSON.parse(opened) as Record<string, string>;
    } catch (cause) {
      throw new AccountingError(reason('CREDENTIALS_UNREADABLE'), 'ask-a-human', { cause });
    }
  }

  private async forgetLogin(tx: EntityManager, client: HostClient): Promise<void> {
    const key = this.environment.host.catalogue?.session?.(client);
    if (key !== undefined) await forgetSession(tx, key);
  }
}

/** Throws a Refusal where the plugin runs inside DUELL and there is nothing to save. */
function mustNeedCredentials({ host }: Environment): void {
  if ((host.catalogue?.credentials.length ?? 0) === 0)
    throw new Refusal('conflict', reason('NO_HOST_CATALOGUE'));
}
