import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  type AccountingAdapter,
  type ErpVatCode,
  type NamedId,
  type Order,
  type OrderDelivery,
  type Reason,
} from '@accounting/port';
import { type OpenBooks } from '../connection/books.js';
import { type Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { A_DAY, cachedList, freshList } from '../connection/erp-lists.js';
import { whyNotConnected } from '../connection/why-not-connected.js';
import { type Situation, situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { readRegister } from '../register/read-register.js';
import { type RecordKind } from '../register/register-record.js';
import { type Settings } from '../settings/settings.js';
import { isEnabled, masterOf, whyUnwanted } from '../settings/why-unwanted.js';
import { documentOf } from '../transfer/find-transfer.js';
import { contentHash } from '../transfer/marker.js';
import { inOne, type Prepared } from '../transfer/prepared.js';
import { type State, Transfer } from '../transfer/transfer.js';
import { type Invoice } from './invoice.js';
import { invoiceReason } from './invoice-reasons.js';
import { invoiceSumFaults } from './invoice-sums.js';
import { invoiceToOrder } from './invoice-to-order.js';
import { partiesOf } from './parties.js';

/** What an invoice becomes. */
export type PreparedInvoice = Exclude<Prepared, { is: 'voucher' }>;

interface Erp {
  adapter: AccountingAdapter;
  company: NamedId;
  vatCodes: ErpVatCode[] | null;
  registersAreFresh: boolean;
}

/** Brings together what the pure translation needs, for acceptance, preview and delivery alike. */
@Injectable()
export class InvoicePreparation {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  /** For a delivery: against the registers as they are now. Asks the accounting system; throws AccountingErrors. */
  async prepare(
    transfer: Transfer,
    connection: Connection,
    { adapter, port }: OpenBooks,
  ): Promise<PreparedInvoice> {
    const em = this.em.fork();
    const { clock } = this.environment;
    const situation = await situationOf(em, transfer.clientId, transfer.departmentId);
    const { company } = connection;
    if (!company) return { is: 'held', reason: connectionReason('COMPANY_NOT_CHOSEN') };
    const { items: vatCodes } = await freshList(em, connection, 'vatCodes', { port, clock, maxAge: A_DAY });
    for (const kind of ['product', 'customer'] as const)
      await readRegister(em, port, { adapter: adapter.id, companyId: company.id, kind }, clock);
    return this.plan(em, transfer, situation, { adapter, company, vatCodes, registersAreFresh: true });
  }

  /** For acceptance and preview: against what is known here. Asks nobody. `em` may be inside a transaction. */
  async foresee(em: EntityManager, transfer: Transfer, situation: Situation): Promise<PreparedInvoice> {
    const { connection } = situation;
    const adapter = this.environment.adapters.find(({ id }) => id === connection?.adapter);
    const invoice = (await documentOf(em, transfer)) as Invoice;
    const unwanted = whyUnwanted(situation.settings, 'invoice', invoice.date);
    if (unwanted) return { is: 'skipped', reason: unwanted };
    const ownFault = faultOf(invoice, transfer);
    if (ownFault) return { is: 'held', reason: ownFault };
    const blocked = whyNotConnected(connection, adapter);
    if (blocked || !connection?.company || !adapter)
      return { is: 'held', reason: blocked ?? connectionReason('CONNECTION_MISSING') };
    const vatCodes = (await cachedList(em, connection, 'vatCodes'))?.items ?? null;
    const { company } = connection;
    return this.plan(em, transfer, situation, { adapter, company, vatCodes, registersAreFresh: false });
  }

  private async plan(
    em: EntityManager,
    transfer: Transfer,
    { clientId, departmentId, settings, plan, connection }: Situation,
    { adapter, company, vatCodes, registersAreFresh }: Erp,
  ): Promise<PreparedInvoice> {
    const invoice = (await documentOf(em, transfer)) as Invoice;
    const unwanted = whyUnwanted(settings, 'invoice', invoice.date);
    if (unwanted) return { is: 'skipped', reason: unwanted };
    const { name: system, capabilities, noVatCode } = adapter.description;
    if (!capabilities.orders) return held(invoiceReason('ORDERS_NOT_SUPPORTED', { system }));
    const ownFault = faultOf(invoice, transfer);
    if (ownFault) return held(ownFault);
    const here = { adapter: adapter.id, company };
    const before = await earlierOrder(em, transfer, here);
    if ('held' in before) return held(before.held);
    const credits = await creditedOrder(em, transfer, invoice, here);
    if (credits && 'is' in credits) return credits;
    const parties = await partiesOf(invoice, {
      em,
      books: { clientId, departmentId, adapter: adapter.id, companyId: company.id },
      masters: { customers: whoMakes(settings, 'customer'), products: whoMakes(settings, 'product') },
      choices: {
        defaultCategory: settings.products.defaultCategory ?? null,
        syncStock: settings.products.syncStock,
      },
      rowVat: capabilities.rowVat,
      registersAreFresh,
    });
    if ('held' in parties) return held(parties.held);
    const erpDepartment = connection?.erpDepartment ?? null;
    const planned = invoiceToOrder(invoice, {
      ...parties,
      plan,
      marker: transfer.marker,
      department: erpDepartment?.id ?? null,
      noVatCode,
      vatCodes,
      skipStock: settings.products.syncStock || settings.zReport.stockChange,
      credits,
      changes: before.order,
      confirmed: transfer.confirmed,
    });
    if (planned.is === 'held') return held(inOne(planned.reasons));
    const { delivery } = planned;
    return {
      is: 'order',
      notes: [...parties.notes, ...planned.notes],
      frozen: {
        is: 'order',
        adapter: adapter.id,
        company,
        erpDepartment,
        mode: 'draft',
        delivery,
        hash: contentHash(delivery),
      },
    };
  }
}

/** A kind that is off is nobody's: what an invoice lacks of it is made. */
function whoMakes(settings: Settings, kind: RecordKind): 'duell' | 'erp' {
  return isEnabled(settings, kind) ? masterOf(settings, kind) : 'duell';
}

/** Orders are numbered in each company anew: one of other books is another order. */
function isElsewhere({ frozen }: Transfer, here: Here): boolean {
  if (!frozen) return false;
  return frozen.adapter !== here.adapter || frozen.company.id !== here.company.id;
}

interface Here {
  adapter: string;
  company: NamedId;
}

function held(reason: Reason): PreparedInvoice {
  return { is: 'held', reason };
}

function faultOf(invoice: Invoice, { confirmed }: Transfer): Reason | null {
  const faults = confirmed.includes('INVOICE_SUM_DIFFERS') ? [] : invoiceSumFaults(invoice);
  return faults.length === 0 ? null : invoiceReason('INVOICE_SUM_DIFFERS', { faults });
}

/** The draft that an earlier revision left, which this one changes. What is invoiced already stays as it is. */
async function earlierOrder(
  em: EntityManager,
  { clientId, departmentId, documentId, revision, confirmed }: Transfer,
  here: Here,
): Promise<{ order: OrderDelivery['changes'] } | { held: Reason }> {
  const [earlier] = await em.find(
    Transfer,
    {
      ...{ clientId, departmentId, documentId, kind: 'invoice' },
      revision: { $lt: revision },
      state: ['draft', 'posted', 'handled'],
    },
    { orderBy: { revision: 'desc' }, limit: 1 },
  );
  if (earlier && isElsewhere(earlier, here))
    return { held: invoiceReason('INVOICE_IN_OTHER_BOOKS', { company: earlier.frozen?.company.name ?? '' }) };
  const { orderId, invoiceNumber } = earlier?.reference ?? {};
  if (earlier?.state === 'posted')
    return { held: invoiceReason('INVOICE_ALREADY_ISSUED', { invoiceNumber: invoiceNumber ?? null }) };
  if (earlier?.state === 'handled' && !confirmed.includes('INVOICE_HANDLED_BEFORE'))
    return { held: invoiceReason('INVOICE_HANDLED_BEFORE') };
  // One that was handled may still stand: then it is this one that becomes as the invoice is now.
  const before = earlier?.frozen?.is === 'order' ? { before: earlier.frozen.delivery.order.rows } : {};
  return { order: orderId ? { orderId, ...before } : null };
}

/** The order that a credit note takes back. It goes after its invoice, and is held where that was never sent. */
async function creditedOrder(
  em: EntityManager,
  { clientId, departmentId }: Transfer,
  { id, credits }: Invoice,
  here: Here,
): Promise<Order['credits'] | PreparedInvoice> {
  if (credits === undefined) return null;
  const latest = (state: State[]) =>
    em.findOne(
      Transfer,
      { clientId, departmentId, kind: 'invoice', documentId: credits, state },
      { orderBy: { revision: 'desc' } },
    );
  const original = await latest(['draft', 'posted']);
  const { orderId, invoiceNumber } = original?.reference ?? {};
  if (original && isElsewhere(original, here))
    return held(invoiceReason('INVOICE_IN_OTHER_BOOKS', { company: original.frozen?.company.name ?? '' }));
  if (!orderId) {
    const coming = credits === id ? null : await latest(['waiting', 'sending', 'unknown']);
    if (!coming) return held(invoiceReason('CREDITED_INVOICE_NOT_SENT', { invoiceId: credits }));
    const reason = invoiceReason('CREDITED_INVOICE_PENDING', { invoiceId: credits });
    return { is: 'waits', reason, retryAt: coming.dueAt ?? null };
  }
  return { orderId, invoiceNumber: invoiceNumber ?? null };
}
