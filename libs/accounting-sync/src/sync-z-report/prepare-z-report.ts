import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  type ErpAccount,
  type ErpVatCode,
  type Mode,
  type Ore,
  type SettlementDocument,
  type Voucher,
} from '@accounting/port';
import { type OpenBooks } from '../connection/books.js';
import { type Connection } from '../connection/connection.js';
import { A_DAY, cachedList, freshList } from '../connection/erp-lists.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { whyNotConnected } from '../connection/why-not-connected.js';
import { type Situation, situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { renderSettlement } from '../settlement-document/render-settlement.js';
import { documentOf } from '../transfer/find-transfer.js';
import { contentHash } from '../transfer/marker.js';
import { type FrozenVoucher, modeOf as frozenMode } from '../transfer/frozen.js';
import { inOne, type Prepared } from '../transfer/prepared.js';
import { type Note, Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { whyUnwanted } from '../settings/why-unwanted.js';
import { zReportToVoucher } from './z-report-to-voucher.js';
import { type ZReport } from './z-report.js';

/** What a Z-report becomes. */
export type PreparedZReport = Exclude<Prepared, { is: 'order' }>;

interface Erp {
  noVatCode: string;
  subLedgerAccounts: string[];
  vatCodes: ErpVatCode[] | null;
  accountNames: Record<string, string>;
}

/** Faults of the report itself: they are named even where nothing is connected yet. */
const REPORT_FAULTS = ['Z_REPORT_UNBALANCED', 'SALES_LINE_SUM_DIFFERS'];

/** Brings together what the pure bookkeeping needs, for acceptance, preview and delivery alike. */
@Injectable()
export class ZReportPreparation {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  /** For a delivery: against lists no older than a day. May ask the accounting system; throws AccountingErrors. */
  async prepare(
    transfer: Transfer,
    connection: Connection,
    { adapter, port }: OpenBooks,
  ): Promise<PreparedZReport> {
    const em = this.em.fork();
    const situation = await situationOf(em, transfer.clientId, transfer.departmentId);
    const unwanted = whyUnwanted(situation.settings, 'z-report', transfer.businessDate ?? null);
    if (unwanted) return { is: 'skipped', reason: unwanted };
    const from = { port, clock: this.environment.clock, maxAge: A_DAY };
    if (connection.company === null) return { is: 'held', reason: connectionReason('COMPANY_NOT_CHOSEN') };
    const { items: vatCodes } = await freshList(em, connection, 'vatCodes', from);
    const { items: accounts } = await freshList(em, connection, 'accounts', from);
    const { noVatCode, subLedgerAccounts } = adapter.description;
    return this.plan(em, transfer, situation, {
      noVatCode,
      subLedgerAccounts,
      vatCodes,
      accountNames: namesOf(accounts),
    });
  }

  /** For acceptance and preview: against what is known here. Asks nobody. `em` may be inside a transaction. */
  async foresee(em: EntityManager, transfer: Transfer, situation: Situation): Promise<PreparedZReport> {
    const { connection } = situation;
    const adapter = this.environment.adapters.find(({ id }) => id === connection?.adapter);
    const vatCodes = connection && (await cachedList(em, connection, 'vatCodes'));
    const accounts = connection && (await cachedList(em, connection, 'accounts'));
    const prepared = await this.plan(em, transfer, situation, {
      noVatCode: adapter?.description.noVatCode ?? '',
      subLedgerAccounts: adapter?.description.subLedgerAccounts ?? [],
      vatCodes: vatCodes?.items ?? null,
      accountNames: namesOf(accounts?.items ?? []),
    });
    const blocked = whyNotConnected(connection, adapter);
    // Where the report itself is at fault, that comes first: no connection would cure it.
    const ownFault = prepared.is === 'held' && REPORT_FAULTS.includes(prepared.reason.code);
    return blocked && prepared.is !== 'skipped' && !ownFault ? { is: 'held', reason: blocked } : prepared;
  }

  private async plan(
    em: EntityManager,
    transfer: Transfer,
    situation: Situation,
    erp: Erp,
  ): Promise<PreparedZReport> {
    const { settings, plan, department, connection } = situation;
    const report = (await documentOf(em, transfer)) as ZReport;
    const planned = zReportToVoucher({
      report,
      plan,
      settings: { stockChange: settings.zReport.stockChange, invoices: settings.invoices.enabled },
      department: {
        name: department.name,
        ...(department.number === null ? {} : { number: department.number }),
      },
      erp: {
        ...(connection?.erpDepartment ? { department: connection.erpDepartment.id } : {}),
        noVatCode: erp.noVatCode,
        subLedgerAccounts: erp.subLedgerAccounts,
        vatCodes: erp.vatCodes,
      },
      revision: transfer.revision,
      marker: transfer.marker,
      confirmed: transfer.confirmed,
      ...(await this.previousClosingFloat(em, transfer, report)),
    });
    if (planned.is === 'held') return { is: 'held', reason: inOne(planned.reasons) };
    if (planned.is === 'zero') return { is: 'skipped', reason: reason('ZERO_REPORT') };
    if (!connection?.company) return { is: 'held', reason: connectionReason('CONNECTION_MISSING') };

    const { voucher, notes } = planned;
    const mode = modeOf(transfer, situation);
    const frozen: FrozenVoucher = {
      is: 'voucher',
      adapter: connection.adapter,
      company: connection.company,
      erpDepartment: connection.erpDepartment ?? null,
      mode,
      voucher,
      hash: contentHash(voucher),
      voucherType: plan.voucherType,
      document: null,
    };
    const document = (preview = false) =>
      this.document(transfer, report, situation, erp, { voucher, mode, notes }, preview);
    return { is: 'voucher', notes, frozen, document };
  }

  private async document(
    transfer: Transfer,
    report: ZReport,
    { client, department, settings, connection }: Situation,
    { accountNames }: Erp,
    { voucher, mode, notes }: { voucher: Voucher; mode: Mode; notes: Note[] },
    preview: boolean,
  ): Promise<SettlementDocument> {
    return renderSettlement({
      report,
      voucher,
      mode,
      notes,
      preview,
      transferId: transfer.id,
      company: client,
      department,
      accountNames,
      erpDepartment: connection?.erpDepartment?.name ?? null,
      invoicesOn: settings.invoices.enabled,
      stockChangeOn: settings.zReport.stockChange,
      system: this.environment.system,
    });
  }

  private async previousClosingFloat(
    em: EntityManager,
    { clientId, departmentId }: Transfer,
    report: ZReport,
  ): Promise<{ previousClosingFloat?: Ore }> {
    const before = await em.findOne(
      Transfer,
      { clientId, departmentId, kind: 'z-report', number: report.number - 1 },
      { orderBy: { revision: 'desc' }, populate: ['document'] },
    );
    const cash = (before?.document as ZReport | undefined)?.cash;
    return cash?.counted === undefined ? {} : { previousClosingFloat: cash.counted - cash.deposited };
  }
}

function namesOf(accounts: ErpAccount[]): Record<string, string> {
  return Object.fromEntries(accounts.map(({ number, name }) => [number, name]));
}

/** By the setting at the first attempt, then kept; a person may have chosen the draft. */
function modeOf(transfer: Transfer, { settings }: Situation): Mode {
  return (
    transfer.chosenMode ??
    frozenMode(transfer.frozen) ??
    (settings.zReport.directToLedger ? 'ledger' : 'draft')
  );
}
