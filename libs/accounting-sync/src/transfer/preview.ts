import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type Mode, markedText, type Voucher } from '@accounting/port';
import { Connection } from '../connection/connection.js';
import { cachedList } from '../connection/erp-lists.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { type Prepared, ZReportPreparation } from '../sync-z-report/prepare-z-report.js';
import { findTransfer } from './find-transfer.js';
import { type Place } from './transfer-filter.js';
import { KINDS, type Note, type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';
import { reasonSchema } from './transfer-view.js';

const lineSchema = z.strictObject({
  account: z.string(),
  accountName: z.string().optional(),
  vatCode: z.string(),
  department: z.string().optional(),
  project: z.string().optional(),
  customer: z.string().optional(),
  amount: z.int().describe('Øre; positive is debit'),
  text: z.string().describe('As it is sent, marker and all'),
  role: z.string(),
  trace: z
    .array(z.strictObject({ path: z.string(), amount: z.int() }))
    .describe('Which numbers of the report it is made of'),
});

export const previewSchema = z
  .strictObject({
    kind: z.enum(KINDS),
    hash: z.string().describe('For `expectedHash`'),
    mode: z.enum(['draft', 'ledger']),
    date: z.iso.date(),
    text: z.string(),
    lines: z.array(lineSchema),
    total: z.int().describe('Øre: the sum of the debit side'),
    notes: z.array(z.object({ ...reasonSchema.shape, amount: z.int().optional() })),
  })
  .meta({ id: 'Preview' });
export type PreviewView = z.output<typeof previewSchema>;

interface Shown {
  hash: string;
  mode: Mode;
  voucher: Voucher;
  adapter: string;
  notes: Note[];
}

/** The exact voucher: what was sent, or what would be sent with the plan of today. One value, one hash. */
@Injectable()
export class Preview {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly preparation: ZReportPreparation,
  ) {}

  /** Throws a Refusal with what holds it when there is no voucher to show. */
  async of(place: Place, id: string): Promise<PreviewView> {
    const em = this.em.fork();
    const transfer = await findTransfer(em, place, id);
    const { hash, mode, voucher, adapter, notes } = await this.shown(em, transfer);
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
    return prepared.is === 'voucher' ? prepared.frozen.hash : null;
  }

  private async shown(em: EntityManager, transfer: Transfer): Promise<Shown> {
    if (transfer.stands) return { ...transfer.stands, notes: transfer.notes };
    const prepared = await this.foresee(em, transfer);
    if (prepared.is === 'held') throw new Refusal('conflict', prepared.reason);
    if (prepared.is === 'zero') throw new Refusal('conflict', reason('ZERO_REPORT'));
    return { ...prepared.frozen, notes: prepared.notes };
  }

  private async foresee(em: EntityManager, transfer: Transfer): Promise<Prepared> {
    if (transfer.kind !== 'z-report')
      return {
        is: 'held',
        reason: transfer.reason ?? reason('KIND_NOT_YET_DELIVERED', { kind: transfer.kind }),
      };
    const situation = await situationOf(em, transfer.clientId, transfer.departmentId);
    return this.preparation.foresee(em, transfer, situation);
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
