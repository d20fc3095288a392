import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { markedText } from '@accounting/port';
import { Connection } from '../connection/connection.js';
import { cachedList } from '../connection/erp-lists.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { findTransfer } from './find-transfer.js';
import { type Frozen, type FrozenOrder, type FrozenVoucher, isVoucher } from './frozen.js';
import { type Prepared } from './prepared.js';
import { Preparations } from './preparations.js';
import { type PreviewView } from './preview-view.js';
import { type Place } from './transfer-filter.js';
import { type Note, type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** The exact voucher or order: what was sent, or what would be sent with the plan of today. One value, one hash. */
@Injectable()
export class Preview {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly preparations: Preparations,
  ) {}

  /** Throws a Refusal with what holds it when there is nothing to show. */
  async of(place: Place, id: string): Promise<PreviewView> {
    const em = this.em.fork();
    const transfer = await findTransfer(em, place, id);
    const { frozen, notes } = await this.shown(em, transfer);
    if (isVoucher(frozen)) return this.voucherView(em, transfer, frozen, notes);
    if (frozen.is === 'order') return orderView(frozen, notes);
    throw new Refusal('conflict', reason('NO_PREVIEW'));
  }

  /**
   * Of what an order would send. null: nothing can be shown now.
   * @param order with `notInErp` a person vouches that it is gone: a draft, or what was handled, is then made anew,
   * and what was frozen goes no more.
   */
  async hashOf(
    em: EntityManager,
    transfer: Transfer,
    { notInErp = false }: { notInErp?: boolean | undefined } = {},
  ): Promise<string | null> {
    const anew = notInErp && (transfer.state === 'draft' || transfer.state === 'handled');
    if (transfer.stands && !anew) return transfer.stands.hash;
    const prepared = await this.foresee(em, transfer);
    return 'frozen' in prepared ? prepared.frozen.hash : null;
  }

  private async shown(em: EntityManager, transfer: Transfer): Promise<{ frozen: Frozen; notes: Note[] }> {
    if (transfer.stands) return { frozen: transfer.stands, notes: transfer.notes };
    const prepared = await this.foresee(em, transfer);
    if ('frozen' in prepared) return prepared;
    throw new Refusal('conflict', prepared.reason);
  }

  private async foresee(em: EntityManager, transfer: Transfer): Promise<Prepared> {
    if (transfer.kind === 'product' || transfer.kind === 'customer')
      return { is: 'held', reason: reason('NO_PREVIEW') };
    const situation = await situationOf(em, transfer.clientId, transfer.departmentId);
    return this.preparations.foresee(em, transfer, situation);
  }

  private async voucherView(
    em: EntityManager,
    transfer: Transfer,
    { hash, mode, voucher, adapter }: FrozenVoucher,
    notes: Note[],
  ): Promise<PreviewView> {
    const names = await this.accountNames(em, transfer);
    const length = this.environment.adapters.find(({ id: known }) => known === adapter)?.description
      .lineTextLength;
    const lines = voucher.lines.map(({ account, text, note, role, trace, amount, vatCode, ...line }) => ({
      account,
      ...(names.has(account) ? { accountName: names.get(account) } : {}),
      vatCode,
      ...(line.department === undefined ? {} : { department: line.department }),
      ...(line.project === undefined ? {} : { project: line.project }),
      ...(line.customer === undefined ? {} : { customer: line.customer }),
      amount,
      text: markedText({ label: voucher.label, text, note, marker: voucher.marker }, length ?? Infinity),
      role,
      trace,
    }));
    const total = lines.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0);
    return { kind: transfer.kind, hash, mode, date: voucher.date, text: voucher.text, lines, total, notes };
  }

  private async accountNames(
    em: EntityManager,
    { clientId, departmentId }: Transfer,
  ): Promise<Map<string, string>> {
    const connection = await em.findOne(Connection, { clientId, departmentId });
    const accounts = connection && (await cachedList(em, connection, 'accounts'));
    return new Map(accounts?.items.map(({ number, name }) => [number, name]));
  }
}

function orderView({ hash, mode, delivery }: FrozenOrder, notes: Note[]): PreviewView {
  const { order, customer, products, changes } = delivery;
  const { date, text, totals } = order;
  const numbers = new Map(products.map(({ key, number }) => [key, number]));
  return {
    kind: 'invoice',
    hash,
    mode,
    date,
    text,
    lines: [],
    total: totals.gross,
    notes,
    order: {
      customer: { id: customer.key, name: customer.name, erpId: customer.erpId },
      dueDate: order.dueDate,
      department: order.department,
      pricesIncVat: order.pricesIncVat,
      rows: order.rows.map((row) =>
        row.type === 'text' ? row : { ...row, product: numbers.get(row.product) ?? row.product },
      ),
      totals,
      skipStock: order.skipStock,
      credits: order.credits,
      changes: changes && { orderId: changes.orderId },
    },
  };
}
