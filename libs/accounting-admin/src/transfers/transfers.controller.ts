import { Controller, Res, StreamableFile } from '@nestjs/common';
import { type Response } from 'express';
import {
  ExportLog,
  exportLogQuerySchema,
  Preview,
  previewSchema,
  SettlementPdfs,
  transferSchema,
  ZSequence,
  zSequenceQuerySchema,
  zSequenceSchema,
} from '@accounting/sync';
import { READERS } from '../access/roles.js';
import { listOf } from '../http/lists.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const path = `${DEPARTMENT}/transfers` as const;
const reads = { method: 'GET', tag: 'Export log', access: READERS } as const;

const listTransfers = route({
  ...reads,
  path,
  summary: 'The export log (Eksportlogg), newest first',
  query: exportLogQuerySchema,
  answer: listOf(transferSchema),
});
const getTransfer = route({
  ...reads,
  path: `${path}/:id`,
  summary: 'One transfer with all its attempts and the messages exchanged, secrets removed',
  answer: transferSchema,
});
const previewTransfer = route({
  ...reads,
  path: `${path}/:id/preview`,
  summary: 'The exact voucher that was or will be sent',
  answer: previewSchema,
});
const pdfOfTransfer = route({
  ...reads,
  path: `${path}/:id/pdf`,
  summary: 'The settlement as PDF; `X-Preview: true` while it has not been sent',
  answer: { mediaType: 'application/pdf' },
});
const zSequence = route({
  ...reads,
  path: `${DEPARTMENT}/z-sequence`,
  summary: 'Every Z number with its state, missing numbers named',
  query: zSequenceQuerySchema,
  answer: zSequenceSchema,
});

/** What became of every document. */
@Controller()
export class TransfersController {
  constructor(
    private readonly log: ExportLog,
    private readonly previews: Preview,
    private readonly pdfs: SettlementPdfs,
    private readonly sequence: ZSequence,
  ) {}

  @Handles(listTransfers)
  list(@Ask() { params, query }: Asked<typeof listTransfers>) {
    return this.log.list(params, query);
  }

  @Handles(getTransfer)
  one(@Ask() { params }: Asked<typeof getTransfer>) {
    return this.log.one(params, params.id);
  }

  @Handles(previewTransfer)
  preview(@Ask() { params }: Asked<typeof previewTransfer>) {
    return this.previews.of(params, params.id);
  }

  @Handles(pdfOfTransfer)
  async pdf(
    @Ask() { params }: Asked<typeof pdfOfTransfer>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const { fileName, bytes, preview } = await this.pdfs.of(params, params.id);
    response.set({ 'X-Preview': String(preview), 'Cache-Control': 'private, no-store' });
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `inline; filename="${fileName}"`,
    });
  }

  @Handles(zSequence)
  zSequence(@Ask() { params, query }: Asked<typeof zSequence>) {
    return this.sequence.of(params, query);
  }
}
