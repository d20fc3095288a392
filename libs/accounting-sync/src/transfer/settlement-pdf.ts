import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { type SettlementDocument } from '@accounting/port';
import { accessReason } from '../access/access-reasons.js';
import { situationOf } from '../department/situation.js';
import { Refusal } from '../refusal.js';
import { ZReportPreparation } from '../sync-z-report/prepare-z-report.js';
import { findTransfer } from './find-transfer.js';
import { FrozenDocument } from './step.js';
import { type Place } from './transfer-filter.js';
import { type Transfer } from './transfer.js';

export interface SettlementPdf extends Pick<SettlementDocument, 'fileName' | 'bytes'> {
  /** Drawn for a look, from today's plan; every page says so. */
  preview: boolean;
}

/** The settlement as PDF: the very bytes that were sent, or would be. */
@Injectable()
export class SettlementPdfs {
  constructor(
    private readonly em: EntityManager,
    private readonly preparation: ZReportPreparation,
  ) {}

  /** Throws a Refusal with what holds it when there is no voucher to print. */
  async of(place: Place, id: string): Promise<SettlementPdf> {
    const em = this.em.fork();
    const transfer = await findTransfer(em, place, id);
    if (transfer.kind !== 'z-report')
      throw new Refusal('missing', accessReason('NOT_FOUND', { what: 'Dokumentet' }));
    return (await frozen(em, transfer)) ?? this.drawn(em, transfer);
  }

  private async drawn(em: EntityManager, transfer: Transfer): Promise<SettlementPdf> {
    const situation = await situationOf(em, transfer.clientId, transfer.departmentId);
    const prepared = await this.preparation.foresee(em, transfer, situation);
    if (prepared.is !== 'voucher') throw new Refusal('conflict', prepared.reason);
    const { fileName, bytes } = await prepared.document(true);
    return { fileName, bytes, preview: true };
  }
}

async function frozen(
  em: EntityManager,
  { id: transferId, delivery, stands }: Transfer,
): Promise<SettlementPdf | null> {
  const document = stands && (await em.findOne(FrozenDocument, { transferId, delivery }));
  return document && { fileName: document.fileName, bytes: document.bytes, preview: false };
}
