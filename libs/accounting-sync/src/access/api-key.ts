import { createHash } from 'node:crypto';
import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type Clock } from '@accounting/port';

export const ROLES = ['operator', 'admin', 'accountant', 'viewer', 'core'] as const;
export type Role = (typeof ROLES)[number];

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  schema: 'accounting',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    role: p.enum(ROLES),
    /** null: all; an empty list: none. */
    clientIds: p.json<string[]>().nullable(),
    departmentIds: p.json<string[]>().nullable(),
    /** SHA-256 of the key, hex. The key itself is 256 random bits, so a plain hash is enough. */
    hash: p.text().unique(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

/** Who calls, and what they may touch. */
export class ApiKey extends ApiKeySchema.class {
  static hashOf(key: string): string {
    return createHash('sha256').update(key).digest('hex');
  }

  mayTouch(clientId: string, departmentId?: string): boolean {
    const client = !this.clientIds || this.clientIds.includes(clientId);
    const department = !departmentId || !this.departmentIds || this.departmentIds.includes(departmentId);
    return client && department;
  }

  validAt(now: Date): boolean {
    return !this.revokedAt && (!this.expiresAt || this.expiresAt > now);
  }
}
ApiKeySchema.setClass(ApiKey);

/** The key behind a bearer token, or null. */
export async function keyOf(em: EntityManager, token: string, clock: Clock): Promise<ApiKey | null> {
  const key = await em.fork().findOne(ApiKey, { hash: ApiKey.hashOf(token) });
  return key?.validAt(clock.now()) ? key : null;
}
