import { Controller } from '@nestjs/common';
import { z } from 'zod';
import {
  connectionInputSchema,
  Connections,
  connectionViewSchema,
  TestConnection,
  testResultSchema,
} from '@accounting/sync';
import { ADMINS, READERS, SENDERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const path = `${DEPARTMENT}/connection` as const;
const tag = 'Connection';

const getConnection = route({
  method: 'GET',
  path,
  tag,
  summary: 'How the department reaches its accounting system; credentials are never shown',
  access: READERS,
  answer: connectionViewSchema,
});
const putConnection = route({
  method: 'PUT',
  path,
  tag,
  summary: 'Saves the connection, forgets a refused login, and looks again at what is held',
  access: ADMINS,
  body: connectionInputSchema,
  answer: connectionViewSchema,
});
const deleteConnection = route({
  method: 'DELETE',
  path,
  tag,
  summary: 'Takes the connection and its credentials away; what waits is held',
  access: ADMINS,
  status: 204,
  answer: null,
});
const testConnection = route({
  method: 'POST',
  path: `${path}/test`,
  tag,
  summary: '"Test integrasjon": changes nothing there; answers 200 also when the accounting system is down',
  access: SENDERS,
  body: z.strictObject({}),
  answer: testResultSchema,
});

@Controller()
export class ConnectionController {
  constructor(
    private readonly connections: Connections,
    private readonly tester: TestConnection,
  ) {}

  @Handles(getConnection)
  get(@Ask() { params }: Asked<typeof getConnection>) {
    return this.connections.get(params);
  }

  @Handles(putConnection)
  put(@Ask() { params, body }: Asked<typeof putConnection>) {
    return this.connections.put(params, body);
  }

  @Handles(deleteConnection)
  async delete(@Ask() { params }: Asked<typeof deleteConnection>) {
    await this.connections.delete(params);
    return undefined;
  }

  @Handles(testConnection)
  test(@Ask() { params }: Asked<typeof testConnection>) {
    return this.tester.test(params);
  }
}
