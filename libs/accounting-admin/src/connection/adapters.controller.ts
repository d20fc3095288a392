import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { type ApiKey, draftPlaceSchema, DUELL_ID, Environment } from '@accounting/sync';
import { READERS } from '../access/roles.js';
import { HttpProblem } from '../http/http-problem.js';
import { listOf } from '../http/lists.js';
import { problemReason } from '../http/problem-reasons.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const mode = z.enum(['draft', 'ledger']);

const adapterSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    credentials: z
      .array(z.strictObject({ name: z.string(), label: z.string(), secret: z.boolean(), maxLength: z.int() }))
      .describe('The settings form, as data'),
    capabilities: z.strictObject({
      modes: z.array(mode),
      attachment: z.enum(['pdf', 'images', 'pdf-or-images']),
      findByMarker: z.array(mode),
      departments: z.boolean(),
      projects: z.boolean(),
      voucherTypes: z.boolean(),
      fiscalYears: z.boolean(),
      stockWrite: z.boolean(),
      orders: z.boolean(),
      products: z.boolean(),
      customers: z.boolean(),
      rowVat: z.boolean().describe('A row of an order can have another VAT than its product'),
    }),
    recordsPerWrite: z.int().describe('How many products or customers go in one write'),
    draftPlace: draftPlaceSchema,
    orderPlace: draftPlaceSchema,
    subLedgerAccounts: z.array(z.string()),
    lineTextLength: z.int(),
    allowed: z.boolean(),
    howToGet: z.string().nullable().describe('What to do where it is not allowed'),
  })
  .meta({ id: 'Adapter' });

const listAdapters = route({
  method: 'GET',
  path: '/api/adapters',
  tag: 'Connection',
  summary: 'The accounting systems that can be plugged in, as they describe themselves',
  access: READERS,
  query: z.strictObject({
    clientId: z
      .string()
      .regex(DUELL_ID)
      .optional()
      .describe('For whom `allowed` is told; left out: for the key'),
  }),
  answer: listOf(adapterSchema),
});

@Controller()
export class AdaptersController {
  constructor(private readonly environment: Environment) {}

  @Handles(listAdapters)
  list(@Ask() { query, caller }: Asked<typeof listAdapters>) {
    const { clientId } = query;
    if (clientId !== undefined && !caller.mayTouch(clientId))
      throw new HttpProblem(404, problemReason('ROUTE_NOT_FOUND', { path: '/api/adapters' }));
    const clients = clientId === undefined ? (caller.clientIds ?? null) : [clientId];
    const items = this.environment.adapters.map(({ id, description }) => {
      const { name, credentials, capabilities, recordsPerWrite } = description;
      const { draftPlace, orderPlace, subLedgerAccounts, lineTextLength } = description;
      const allowed = this.isAllowed(id, clients);
      const howToGet = allowed ? null : `Modulen for ${name} er ikke aktiv. Be DUELL om å slå den på.`;
      return {
        id,
        name,
        credentials,
        capabilities,
        recordsPerWrite,
        draftPlace,
        orderPlace,
        subLedgerAccounts,
        lineTextLength,
        allowed,
        howToGet,
      };
    });
    return { items, nextCursor: null };
  }

  /** For any of the clients. Asked for nobody in particular, all are. */
  private isAllowed(adapter: string, clients: ApiKey['clientIds']): boolean {
    return (
      clients?.some((id) => this.environment.host.allowedAdapters?.(id)?.includes(adapter) ?? true) ?? true
    );
  }
}
