import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AccountingError, type ErpLists } from '@accounting/port';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Books } from './books.js';
import { Connection } from './connection.js';
import { reason } from './connection-reasons.js';
import { A_DAY, cachedList, freshList } from './erp-lists.js';
import { CompanyResolver } from './resolve-company.js';
import { withinTime } from './within-time.js';

const itemSchema = z
  .object({
    id: z.string().describe('What a setting takes'),
    name: z.string(),
    number: z.string().optional().describe('What the account plan takes'),
  })
  .loose();

export const pickerSchema = z
  .strictObject({ items: z.array(itemSchema), refreshedAt: z.iso.datetime() })
  .meta({ id: 'Picker' });
export type Picker = z.output<typeof pickerSchema>;

type Pickable = Exclude<keyof ErpLists, 'fiscalYears'>;

/** The drop-down lists: what the accounting system has to choose from, as it was last read. */
@Injectable()
export class ErpPickers {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly companies: CompanyResolver,
  ) {}

  /** Throws a Refusal without a connection, an AccountingError when the list can't be read and none is kept. */
  async list(place: Place, name: Pickable, { refresh }: { refresh: boolean }): Promise<Picker> {
    const saved = await this.em.fork().findOne(Connection, place);
    if (!saved) throw new Refusal('conflict', reason('CONNECTION_MISSING'));
    const { items, refreshedAt } = await this.read(saved, name, refresh);
    return { items: items.map(pickable), refreshedAt: refreshedAt.toISOString() };
  }

  private async read(saved: Connection, name: Pickable, refresh: boolean) {
    const em = this.em.fork();
    const { clock } = this.environment;
    try {
      const connection = name === 'companies' ? saved : mustHaveCompany(await this.companies.resolve(saved));
      const { port } = this.books.open(connection, 'person', { add: () => undefined });
      return await withinTime(
        clock,
        freshList(em, connection, name, { port, clock, maxAge: refresh ? 0 : A_DAY }),
      );
    } catch (error) {
      // An old list, with its age, is of more use than none; unless a fresh one was asked for.
      const kept = error instanceof AccountingError && !refresh ? await cachedList(em, saved, name) : null;
      if (kept) return kept;
      throw error;
    }
  }
}

/** Every other list is one company's. */
function mustHaveCompany(connection: Connection): Connection {
  if (connection.company) return connection;
  const why = connection.unresolved ?? reason('COMPANY_NOT_CHOSEN');
  throw new AccountingError(why, connection.resolveAt ? 'retry' : 'ask-a-human');
}

function pickable(item: ErpLists[Pickable]): Picker['items'][number] {
  if ('code' in item) return { id: item.code, number: item.code, ...item };
  return 'id' in item ? { ...item } : { id: item.number, ...item };
}
