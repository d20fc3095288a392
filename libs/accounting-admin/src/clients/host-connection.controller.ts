import { Controller } from '@nestjs/common';
import { hostConnectionInputSchema, HostConnections, hostConnectionViewSchema } from '@accounting/sync';
import { ADMINS } from '../access/roles.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const path = '/api/clients/:clientId/duell-connection' as const;
const common = { path, tag: 'Clients and departments', access: ADMINS, wholeClient: true } as const;

const get = route({
  ...common,
  method: 'GET',
  summary: "What the client's connection to DUELL's API needs, and whether it is saved; nothing secret",
  answer: hostConnectionViewSchema,
});
const put = route({
  ...common,
  method: 'PUT',
  summary: "Saves how the client's products and customers in DUELL are reached",
  body: hostConnectionInputSchema,
  answer: hostConnectionViewSchema,
});
const remove = route({
  ...common,
  method: 'DELETE',
  summary: 'Takes that away',
  status: 204,
  answer: null,
});

/** Where the plugin runs on its own: the way to DUELL's public API. */
@Controller()
export class HostConnectionController {
  constructor(private readonly connections: HostConnections) {}

  @Handles(get)
  get(@Ask() { params }: Asked<typeof get>) {
    return this.connections.view(params.clientId);
  }

  @Handles(put)
  put(@Ask() { params, body }: Asked<typeof put>) {
    return this.connections.put(params.clientId, body.credentials);
  }

  @Handles(remove)
  async delete(@Ask() { params }: Asked<typeof remove>): Promise<undefined> {
    await this.connections.delete(params.clientId);
  }
}
