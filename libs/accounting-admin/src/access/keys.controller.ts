import { Controller } from '@nestjs/common';
import { ApiKeys, issuedKeySchema, keyViewSchema, newKeySchema } from '@accounting/sync';
import { listOf } from '../http/lists.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';
import { OPERATORS } from './roles.js';

const listKeys = route({
  method: 'GET',
  path: '/api/keys',
  tag: 'Keys',
  summary: 'The API keys, without their values',
  access: OPERATORS,
  answer: listOf(keyViewSchema),
});
const issueKey = route({
  method: 'POST',
  path: '/api/keys',
  tag: 'Keys',
  summary: 'A new API key; `key` is shown this once',
  access: OPERATORS,
  body: newKeySchema,
  status: 201,
  answer: issuedKeySchema,
});
const rotateKey = route({
  method: 'POST',
  path: '/api/keys/:id/rotate',
  tag: 'Keys',
  summary: 'Another value for the same key; the one before stops at once',
  access: OPERATORS,
  answer: issuedKeySchema,
});
const revokeKey = route({
  method: 'DELETE',
  path: '/api/keys/:id',
  tag: 'Keys',
  summary: 'The key opens nothing any more',
  access: OPERATORS,
  status: 204,
  answer: null,
});

@Controller()
export class KeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Handles(listKeys)
  async list(@Ask() { caller }: Asked<typeof listKeys>) {
    return { items: await this.keys.list(caller), nextCursor: null };
  }

  @Handles(issueKey)
  issue(@Ask() { body, caller }: Asked<typeof issueKey>) {
    return this.keys.issue(body, caller);
  }

  @Handles(rotateKey)
  rotate(@Ask() { params, caller }: Asked<typeof rotateKey>) {
    return this.keys.rotate(params.id, caller);
  }

  @Handles(revokeKey)
  async revoke(@Ask() { params, caller }: Asked<typeof revokeKey>) {
    await this.keys.revoke(params.id, caller);
    return undefined;
  }
}
