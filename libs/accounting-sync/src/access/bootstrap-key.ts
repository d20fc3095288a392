import { type EntityManager } from '@mikro-orm/postgresql';
import { type Clock } from '@accounting/port';
import { ApiKey } from './api-key.js';

/** One row, whatever its value: another value at the next start takes the place of this one. */
const BOOTSTRAP_ID = '00000000-0000-4000-8000-000000000001';

/** Gives an operator key with this value, also when it was revoked: whoever sets the environment owns the system. */
export async function ensureBootstrapKey(em: EntityManager, value: string, clock: Clock): Promise<void> {
  await em.fork().upsert(ApiKey, {
    id: BOOTSTRAP_ID,
    name: 'BOOTSTRAP_API_KEY',
    role: 'operator',
    clientIds: null,
    departmentIds: null,
    hash: ApiKey.hashOf(value),
    createdAt: clock.now(),
    expiresAt: null,
    revokedAt: null,
  });
}
