import { createHash } from 'node:crypto';
import {
  AccountingError,
  type Proof,
  type Reason,
  type SettlementDocument,
  type StepJournal,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items, type FileSearch, type ImageFile, type ImageType } from './24so.operations.js';
import { pdfToPngPages } from './pages/pdf-to-png-pages.js';
import { reason } from './24so.reasons.js';

/** A known-good size of a chunk, in raw bytes (fact sheet 3.4). */
const CHUNK = 1024 * 1024;

/** What an envelope needs around a chunk. */
const OVERHEAD = 8 * 1024;

/** One page as it lies there, a ghost until `Save`: what the journal keeps of it. */
export type Page = {
  fileId: number;
  type: ImageType;
  stamp: number;
  page: number;
  /** How many pages the document has in this form. A PDF is one file. */
  pages: number;
};

/** The settlement, saved in the journal's archive under one stamp number. */
export interface SavedDocument {
  stamp: number;
  pages: Page[];
}

/** Puts the settlement's document in the archive: the PDF, or its pages as PNG where PDF is not taken. */
export class DocumentUpload {
  private drawn: Promise<Uint8Array[]> | undefined;

  constructor(
    private readonly client: TwentyFourSoClient,
    private readonly journal: StepJournal,
    private readonly document: SettlementDocument,
    /** Looks whether the voucher could go at all, before a first page is saved. */
    private readonly preflight: () => Promise<unknown>,
  ) {}

  async save(): Promise<SavedDocument> {
    const first = await this.savePage(1, async () => {
      await this.preflight();
      const page = await this.uploadFirst();
      const stamp = (await this.client.call('GetStampNo', {})) ?? 0;
      return { ...page, stamp };
    });
    const pages = [first];
    for (let page = 2; page <= first.pages; page++) {
      pages.push(await this.savePage(page, () => this.uploadNext(page, first)));
    }
    return { stamp: first.stamp, pages };
  }

  /**
   * A stamp is reserved by nobody. Before the voucher refers to it, it must show our files and no other: somebody
   * who scanned at the same moment took the same number, and both documents would hang on our voucher.
   */
  async verifyStamp({ stamp, pages }: SavedDocument): Promise<void> {
    const found = await filesFound(this.client, { StampNo: { int: [stamp] } });
    const ids = (files: number[]) => [...files].sort((a, b) => a - b).join();
    if (ids(found.map(({ Id }) => Id)) === ids(pages.map(({ fileId }) => fileId))) return;
    throw new AccountingError(reason('STAMP_SHARED', { stamp }), 'retry');
  }

  /** Leaves what lies under a stamp that is not ours alone, and says so. */
  async leave({ stamp, pages }: SavedDocument): Promise<void> {
    for (const { page } of pages)
      await this.journal.abandon(stepName(page), reason('STAMP_SHARED', { stamp }));
  }

  private savePage(page: number, prepare: () => Promise<Page>): Promise<Page> {
    return this.journal.step<Page, Page>({
      name: stepName(page),
      holdsLane: true,
      prepare,
      send: async (intent, permit) => {
        try {
          await this.client.send('Save', { file: fileOf(intent), location: 'Journal' }, permit);
        } catch (error) {
          await this.onRefusedSave(intent, error);
        }
        return intent;
      },
      prove: (intent) => this.proveSaved(intent),
    });
  }

  /** A file that is saved already answers a fault, so a fault alone tells nothing: the file does. */
  private async onRefusedSave(intent: Page, error: unknown): Promise<void> {
    if (!isRefusal(error)) throw error;
    if (await this.isSaved(intent)) return;
    if (!(await this.isThere(intent)))
      throw new AccountingError(ghostGone(intent), 'retry', { cause: error });
    if (intent.type === 'Png') throw refusedAltogether(error);
    await this.learnImages();
    throw new AccountingError(reason('PDF_NOT_TAKEN'), 'retry', { cause: error });
  }

  private async proveSaved(intent: Page): Promise<Proof<Page>> {
    if (await this.isSaved(intent)) return { verdict: 'found', result: intent };
    if (await this.isThere(intent)) return { verdict: 'absent' };
    return { verdict: 'impossible', why: ghostGone(intent) };
  }

  /** Only files that were saved are found, and carry a stamp: a ghost is seen by nobody. */
  private async isSaved({ fileId }: Page): Promise<boolean> {
    const found = await filesFound(this.client, { FileId: { int: [fileId] } });
    return found.some((file) => file.Id === fileId && stampOf(file) > 0);
  }

  /** How long a ghost is kept is not documented: what waited for a proof may be gone. */
  private async isThere({ fileId, type }: Page): Promise<boolean> {
    try {
      await this.client.call('GetSize', { file: { Id: fileId, Type: type, StampNo: 0 } });
      return true;
    } catch (error) {
      if (error instanceof AccountingError && error.code === 'READ_FAILED') return false;
      throw error;
    }
  }

  private async uploadFirst(): Promise<Page> {
    const memory = this.client.tools.memory;
    let refusal: unknown;
    if ((await memory.recall(this.learntKey)) !== 'images') {
      try {
        return { ...(await this.uploadFile('Pdf', this.document.bytes)), page: 1, pages: 1, stamp: 0 };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        refusal = error;
      }
    }
    const pages = await this.pictures();
    try {
      const page = { ...(await this.uploadFile('Png', pages[0])), page: 1, pages: pages.length, stamp: 0 };
      if (refusal) await this.learnImages();
      return page;
    } catch (error) {
      throw isRefusal(error) ? refusedAltogether(error) : error;
    }
  }

  private async uploadNext(page: number, { stamp, pages }: Page): Promise<Page> {
    const pictures = await this.pictures();
    return { ...(await this.uploadFile('Png', pictures[page - 1])), page, pages, stamp };
  }

  /** A ghost file whose size and checksum are ours. Thrown away by the vendor when it is never saved. */
  private async uploadFile(
    type: ImageType,
    bytes: Uint8Array = new Uint8Array(),
  ): Promise<{ fileId: number; type: ImageType }> {
    const file = await this.client.upload('Create', { type });
    if (!file) throw new AccountingError(reason('UPLOAD_DAMAGED', { fileId: 0 }), 'retry');
    const ghost: ImageFile = { Id: file.Id, Type: type, StampNo: 0 };
    const length = await this.chunkLength();
    for (let offset = 0; offset < bytes.length; offset += length) {
      const buffer = Buffer.from(bytes.subarray(offset, offset + length)).toString('base64');
      await this.client.upload('AppendChunk', { file: ghost, buffer, offset });
    }
    const size = Number(await this.client.call('GetSize', { file: ghost }));
    const checksum = await this.client.call('GetChecksum', { file: ghost });
    if (size !== bytes.length || !isMd5Of(bytes, checksum ?? '')) {
      throw new AccountingError(reason('UPLOAD_DAMAGED', { fileId: file.Id }), 'retry');
    }
    return { fileId: file.Id, type };
  }

  /** Raw bytes whose base64 fits in a request with what stands around it: GetMaxRequestLength is in kB, all included. */
  private async chunkLength(): Promise<number> {
    const limit = Number(await this.client.call('GetMaxRequestLength', {})) * 1024;
    const fits = Math.floor((limit - OVERHEAD) / 4) * 3;
    return Math.max(3, Math.min(CHUNK, fits));
  }

  private pictures(): Promise<Uint8Array[]> {
    this.drawn ??= pdfToPngPages(this.document.bytes).catch((cause: unknown) => {
      throw new AccountingError(reason('DOCUMENT_NOT_DRAWN'), 'ask-a-human', { cause });
    });
    return this.drawn;
  }

  private get learntKey(): string {
    return this.client.keys.ofCompany('attachment');
  }

  private learnImages(): Promise<void> {
    return this.client.tools.memory.remember(this.learntKey, 'images');
  }
}

/** Files that were saved. Both nillable filters are demanded by the schema. */
export async function filesFound(
  client: TwentyFourSoClient,
  search: Omit<FileSearch, 'HasStampNo' | 'FileApproved'>,
): Promise<ImageFile[]> {
  const parameters = { ...search, HasStampNo: null, FileApproved: null };
  return items(await client.call('GetFileInfo', { parameters }), 'ImageFile');
}

/** The frame has it, and the file repeats it in answers (fact sheet 4.3). */
export function stampOf({ StampNo, FrameInfo }: ImageFile): number {
  const frames = (FrameInfo?.ImageFrameInfo ?? []).map((frame) => frame.StampNo);
  return Math.max(StampNo, ...frames);
}

function ghostGone({ fileId }: Page): Reason {
  return reason('UPLOAD_GONE', { fileId });
}

function stepName(page: number): string {
  return `save-page-${page}`;
}

/** One frame a file, always number 1, no Uri. Several files with one stamp are pages, told apart by PageNo (fact sheet 4.3). */
function fileOf({ fileId, type, stamp, page, pages }: Page): ImageFile {
  const MetaData = { KeyValuePair: [{ Key: 'PageNo' as const, Value: String(page) }] };
  const frame = { Id: 1 as const, StampNo: stamp, ...(pages > 1 ? { MetaData } : {}), Status: 0 as const };
  return { Id: fileId, Type: type, StampNo: 0, FrameInfo: { ImageFrameInfo: [frame] } };
}

/** They read it and said no, for a reason that only the file can have. */
function isRefusal(error: unknown): error is AccountingError {
  return error instanceof AccountingError && error.code === 'REFUSED_BY_ERP';
}

function refusedAltogether(cause: AccountingError): AccountingError {
  return new AccountingError(reason('ATTACHMENT_REFUSED', { text: cause.reason.english }), 'ask-a-human', {
    cause,
  });
}

/** "md5 of content": neither encoding nor letter case is documented (fact sheet 4.3). */
function isMd5Of(bytes: Uint8Array, checksum: string): boolean {
  const md5 = createHash('md5').update(bytes);
  const [hex, base64] = [md5.copy().digest('hex'), md5.digest('base64')];
  return checksum.toLowerCase().replaceAll('-', '') === hex || checksum === base64;
}
