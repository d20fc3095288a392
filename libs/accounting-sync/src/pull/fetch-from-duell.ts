import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { type Customer, type HostCatalogue, type Product, type Reason } from '@accounting/port';
import { HostConnections } from '../connection/host-connection.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { RecordIntake } from '../register/record-intake.js';
import { Register, type RecordKind } from '../register/register-record.js';
import { AccountingCommandError } from '../transfer/command-error.js';
import { plainDecimal } from '../upsert-product/product-to-record.js';
import { customerTold, productTold, typesThere } from './as-told.js';
import { type OfRun } from './pull-from-erp.js';
import { pullReason } from './pull-reasons.js';
import { storedDocuments } from '../register/stored-documents.js';
import { checkDocument } from '../transfer/check-document.js';
import { type Place } from '../transfer/transfer-filter.js';
import { customerSchema } from '../upsert-customer/customer.js';
import { productSchema } from '../upsert-product/product.js';

/** DUELL's change stamps may be of another clock than ours: each reading overlaps the one before. */
const OVERLAP_MS = 2 * 60_000;
const AT_A_TIME = 500;

interface Fetching {
  place: Place;
  catalogue: HostCatalogue;
  since: Date | null;
  leftOut: (why: Reason) => void;
}

/**
 * Where DUELL is master and does not push: what changed there since the last time is taken in, as if it had been pushed.
 * Products and customers that have not changed become no transfer.
 */
@Injectable()
export class FetchFromDuell {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly hosts: HostConnections,
    private readonly records: RecordIntake,
  ) {}

  /** How many were new or changed. Throws AccountingErrors: the next fetch begins where this one began. */
  async run(
    place: Place,
    kind: RecordKind,
    { lease, leftOut = () => undefined }: OfRun = {},
  ): Promise<number> {
    const catalogue = await this.hosts.open(place.clientId, undefined, leftOut);
    const startedAt = this.environment.clock.now();
    // A mark of its own for each department: what it fetched is not what another one has.
    const mark = { adapter: 'duell', companyId: `${place.clientId}/${place.departmentId}`, kind };
    const before = await this.em.fork().findOne(Register, mark);
    const since = before && new Date(before.readThrough.getTime() - OVERLAP_MS);
    const fetching = { place, catalogue, since, leftOut };
    const changed = kind === 'product' ? await this.products(fetching) : await this.customers(fetching);
    await lease?.mustHold();
    await this.em
      .fork()
      .upsert(Register, { ...mark, readThrough: startedAt, readWholeAt: startedAt, doubted: false });
    return changed;
  }

  private async products(fetching: Fetching): Promise<number> {
    const { place, catalogue, since } = fetching;
    const { settings } = await situationOf(this.em.fork(), place.clientId, place.departmentId);
    const stock = new Map<string, string>();
    if (settings.products.syncStock)
      for await (const page of catalogue.stock(place.departmentId))
        for (const { productId, quantity } of page) stock.set(productId, quantity);
    let changed = 0;
    for await (const page of catalogue.products(place.departmentId, since)) {
      const before = await this.knownOf(place, 'product', page);
      for (const product of page) {
        const document = productTold(product, before.get(product.id), stock.get(product.id));
        if (await this.take(fetching, 'product', document)) changed += 1;
        stock.delete(product.id);
      }
    }
    return changed + (await this.counted(fetching, stock));
  }

  /** A sale changes how many there are, and nothing of the product: those that did not come as changed. */
  private async counted(fetching: Fetching, stock: ReadonlyMap<string, string>): Promise<number> {
    const { place } = fetching;
    let changed = 0;
    const ids = [...stock.keys()];
    for (let from = 0; from < ids.length; from += AT_A_TIME) {
      const some = ids.slice(from, from + AT_A_TIME);
      for (const [id, product] of await storedDocuments(this.em.fork(), place, 'product', some)) {
        const count = plainDecimal(stock.get(id) ?? '0');
        if (product.stock !== undefined && plainDecimal(product.stock) === count) continue;
        if (await this.take(fetching, 'product', { ...product, stock: count })) changed += 1;
      }
    }
    return changed;
  }

  private async customers(fetching: Fetching): Promise<number> {
    const { place, catalogue, since } = fetching;
    let changed = 0;
    for await (const page of catalogue.customers(place.departmentId, since)) {
      const before = await this.knownOf(place, 'customer', page);
      const types = await typesThere(this.em.fork(), place, page);
      for (const customer of page) {
        const document = customerTold(customer, before.get(customer.id), types.get(customer.id));
        if (await this.take(fetching, 'customer', document)) changed += 1;
      }
    }
    return changed;
  }

  private knownOf<Kind extends RecordKind>(place: Place, kind: Kind, page: { id: string }[]) {
    const ids = page.map(({ id }) => id);
    return storedDocuments(this.em.fork(), place, kind, ids);
  }

  /** One that can't be taken stops none of the others. */
  private async take(
    { place, leftOut }: Fetching,
    kind: RecordKind,
    document: Product | Customer,
  ): Promise<boolean> {
    try {
      const checked =
        kind === 'product'
          ? checkDocument(productSchema, { ...place, document })
          : checkDocument(customerSchema, { ...place, document });
      return !(await this.records.accept(place, kind, checked)).duplicate;
    } catch (error) {
      if (!(error instanceof AccountingCommandError) || error.code === 'ACCOUNTING_UNAVAILABLE') throw error;
      const faults = error.faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
      const { number = null, name } = document;
      leftOut(
        pullReason('FETCHED_NOT_TAKEN', {
          name: number ? `${number} ${name}` : name,
          why: faults || error.message,
        }),
      );
      return false;
    }
  }
}
