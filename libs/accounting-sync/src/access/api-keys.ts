import { Injectable } from '@nestjs/common';
import { type EntityManager as Em, EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type Ids } from '@accounting/port';
import { DUELL_ID } from '../department/department.js';
import { nameField } from '../document/document-fields.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { accessReason } from './access-reasons.js';
import { ApiKey, keyOf, ROLES } from './api-key.js';
import { ensureBootstrapKey } from './bootstrap-key.js';

const idsField = z.array(z.string().regex(DUELL_ID)).max(1000).nullable().default(null);

/** What a new key may do. null: all of them; an empty list: none, as a list says no more than it names. */
export const newKeySchema = z
  .strictObject({
    name: nameField(200).describe('Whose key it is: stands in the log beside what they do'),
    role: z.enum(ROLES),
    clientIds: idsField.describe('null: all; an empty list: none'),
    departmentIds: idsField.describe('null: all of the clients; an empty list: none'),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .meta({ id: 'NewKey' });
export type NewKey = z.output<typeof newKeySchema>;

const instant = z.iso.datetime();

export const keyViewSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(ROLES),
    clientIds: z.array(z.string()).nullable().describe('null: all; an empty list: none'),
    departmentIds: z.array(z.string()).nullable().describe('null: all of the clients; an empty list: none'),
    createdAt: instant,
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'Key' });
export type KeyView = z.output<typeof keyViewSchema>;

/** With the key itself, this once. */
export const issuedKeySchema = keyViewSchema.extend({ key: z.string() }).meta({ id: 'IssuedKey' });
export type IssuedKey = z.output<typeof issuedKeySchema>;

/** The keys by which programs and pages come in. Only their hashes are kept. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  /** Who calls; null for a key that is unknown, revoked or too old: the same work for all of them. */
  async caller(token: string): Promise<ApiKey | null> {
    return keyOf(this.em, token, this.environment.clock);
  }

  /** {@link ensureBootstrapKey} */
  async ensureBootstrapKey(value: string): Promise<void> {
    await ensureBootstrapKey(this.em, value, this.environment.clock);
  }

  async list(caller: ApiKey): Promise<KeyView[]> {
    const keys = await this.em
      .fork()
      .find(ApiKey, { revokedAt: null }, { orderBy: { createdAt: 'asc', id: 'asc' } });
    return keys.filter((key) => isWithin(caller, key)).map(viewOf);
  }

  async issue(wanted: NewKey, caller: ApiKey): Promise<IssuedKey> {
    if (!isWithin(caller, wanted)) throw new Refusal('invalid', accessReason('KEY_BEYOND_YOURS'));
    const key = newKey(this.environment.ids);
    const em = this.em.fork();
    const made = em.create(ApiKey, {
      id: this.environment.ids.uuid(),
      ...wanted,
      expiresAt: wanted.expiresAt === null ? null : new Date(wanted.expiresAt),
      hash: ApiKey.hashOf(key),
      createdAt: this.environment.clock.now(),
      revokedAt: null,
    });
    await em.flush();
    return { ...viewOf(made), key };
  }

  /** Another secret for the same key. The one before stops at once. */
  async rotate(id: string, caller: ApiKey): Promise<IssuedKey> {
    const key = newKey(this.environment.ids);
    return this.em.fork().transactional(async (tx) => {
      const found = await this.find(tx, id, caller);
      found.hash = ApiKey.hashOf(key);
      return { ...viewOf(found), key };
    });
  }

  async revoke(id: string, caller: ApiKey): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      (await this.find(tx, id, caller)).revokedAt = this.environment.clock.now();
    });
  }

  private async find(tx: Em, id: string, caller: ApiKey): Promise<ApiKey> {
    const key = z.uuid().safeParse(id).success ? await tx.findOne(ApiKey, { id, revokedAt: null }) : null;
    if (!key || !isWithin(caller, key))
      throw new Refusal('missing', accessReason('NOT_FOUND', { what: 'Nøkkelen' }));
    return key;
  }
}

function newKey(ids: Ids): string {
  return `dk_${Buffer.from(ids.random(32)).toString('base64url')}`;
}

/** Does `key` reach nothing that `caller` does not? */
function isWithin(caller: ApiKey, key: Pick<ApiKey, 'clientIds' | 'departmentIds'>): boolean {
  return covers(caller.clientIds, key.clientIds) && covers(caller.departmentIds, key.departmentIds);
}

function covers(mine: string[] | null | undefined, theirs: string[] | null | undefined): boolean {
  if (!mine) return true;
  return theirs?.every((id) => mine.includes(id)) ?? false;
}

function viewOf({ id, name, role, clientIds, departmentIds, createdAt, expiresAt }: ApiKey): KeyView {
  return {
    id,
    name,
    role,
    clientIds: clientIds ?? null,
    departmentIds: departmentIds ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
