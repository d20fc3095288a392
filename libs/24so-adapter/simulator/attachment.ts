import { createHash } from 'node:crypto';
import { type Archive, type Flag, type Location, type StoredFile } from './archive.js';
import { type Books } from './books.js';
import { toInstant } from './formats.js';
import { SoapFault } from './soap.js';
import { type Handler } from './visit.js';

interface ImageFileIn {
  Id: number;
  Type: string;
  StampNo: number;
  FrameInfo?: { ImageFrameInfo: FrameIn[] };
}

interface FrameIn {
  Id: number;
  Uri?: string;
  StampNo: number;
  MetaData?: { KeyValuePair: { Key?: string; Value?: string }[] };
  Status: number;
}

interface SearchIn {
  StampNo?: { int: number[] };
  FileId?: { int: number[] };
  AttachmentRegisteredAfter?: string;
  AttachmentChangedAfter?: string;
  HasStampNo?: boolean;
  FileApproved?: boolean;
  AttachmentStatus?: { FlagType: Flag[] };
}

/** Supported according to the service's own text; PDF is a member of the enumeration only (fact sheet 4.3). */
const IMAGES = ['Png', 'Tiff', 'Bmp', 'Gif', 'Jpeg'];

const METADATA_KEYS = new Set(
  `Amount Comment Credit CurrencySymbol CustomerName CustomerNo Debit Dimensions DocumentFormat
  InvoiceBankAccountNo InvoiceDate InvoiceDueDate InvoiceNo InvoiceOCR TransactionTypeNo Type PageNo`.split(
    /\s+/,
  ),
);

export const attachment: Record<string, Handler> = {
  Create({ type }: { type: string }, { books, now }) {
    const { acceptsPdf, refusesImages } = books.switches;
    const accepted = type === 'Pdf' ? acceptsPdf : IMAGES.includes(type) && !refusesImages;
    refuseIf(!accepted, `The image format ${type} is not supported`);
    return answered(books.archive.create(type, now));
  },

  AppendChunk(chunk: { file?: ImageFileIn; buffer?: Buffer; offset: number }, { books }): void {
    const file = ghostOf(chunk.file, books.archive);
    const { buffer = Buffer.alloc(0), offset } = chunk;
    refuseIf(buffer.length === 0, 'The buffer is empty');
    refuseIf(
      offset !== file.bytes.length,
      `Offset ${offset} is not the end of the file (${file.bytes.length})`,
    );
    file.bytes = Buffer.concat([file.bytes, buffer]);
  },

  GetSize: ({ file }: { file?: ImageFileIn }, { books }) => fileOf(file, books.archive).bytes.length,

  /** In capitals: the letter case is not documented, so nobody should depend on it (fact sheet 4.3). */
  GetChecksum: ({ file }: { file?: ImageFileIn }, { books }) =>
    createHash('md5').update(fileOf(file, books.archive).bytes).digest('hex').toUpperCase(),

  GetMaxRequestLength: (_body: object, { world }) => world.limits.maxRequestKb,

  GetStampNo: (_body: object, { books }) => books.archive.nextStamp(),

  Save({ file: given, location }: { file?: ImageFileIn; location: Location }, { books, now }): void {
    const file = ghostOf(given, books.archive);
    refuseIf(file.bytes.length === 0, 'The file is empty');
    refuseIf(location === 'Scanning', 'The location Scanning is not in use');
    const frame = frameOf(given);
    const metadata = (frame.MetaData?.KeyValuePair ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }));
    for (const { Key } of metadata) refuseIf(!METADATA_KEYS.has(Key), `The metadata key '${Key}' is unknown`);
    const stamp = stampFor(frame.StampNo, location, books);
    books.archive.save(file, { stamp, location, metadata }, now);
  },

  /** Flags cannot be read, only asked for; of several, one is enough (an inference). */
  GetFileInfo({ parameters }: { parameters?: SearchIn }, { books }) {
    const found = books.archive.saved().filter((file) => matches(file, parameters ?? {}));
    return { ImageFile: found.map(answered) };
  },
};

function fileOf(given: ImageFileIn | undefined, archive: Archive): StoredFile {
  const file = given && archive.find(given.Id);
  if (!file) throw SoapFault.because(`The file ${given?.Id ?? ''} does not exist`);
  refuseIf(file.type !== given.Type, `The file ${file.id} was created as ${file.type}, not ${given.Type}`);
  return file;
}

function ghostOf(given: ImageFileIn | undefined, archive: Archive): StoredFile {
  const file = fileOf(given, archive);
  refuseIf(file.saved, `The file ${file.id} is already saved`);
  return file;
}

/** One frame for each file, always number 1, and no Uri: the documentation's words (fact sheet 4.3). */
function frameOf(given: ImageFileIn | undefined): FrameIn {
  const frames = given?.FrameInfo?.ImageFrameInfo ?? [];
  const [frame] = frames;
  if (!frame || frames.length > 1) throw SoapFault.because('A file has exactly one frame');
  refuseIf(
    frame.Id !== 1 || frame.Uri !== undefined || frame.Status !== 0,
    'The frame is not Id 1, Status 0, no Uri',
  );
  return frame;
}

/**
 * A used stamp is taken again without a word: that is how a document of several pages is made, and why two
 * hands that took the same number end up on one voucher. A number that was never given out is refused.
 */
function stampFor(stamp: number, location: Location, { archive, switches }: Books): number {
  const next = archive.nextStamp();
  refuseIf(stamp < 0 || stamp > next, `StampNo ${stamp} was never given out`);
  if (stamp > 0) return stamp;
  refuseIf(location === 'Journal', 'A journal image needs a StampNo');
  return switches.retrievalAssignsStamp ? next : 0;
}

function matches(file: StoredFile, search: SearchIn): boolean {
  const { StampNo, FileId, AttachmentStatus, HasStampNo, FileApproved } = search;
  const after = (instant: Date, limit?: string): boolean => !limit || instant > toInstant(limit);
  return (
    (!StampNo || StampNo.int.includes(file.stamp)) &&
    (!FileId || FileId.int.includes(file.id)) &&
    (HasStampNo === undefined || HasStampNo === file.stamp > 0) &&
    (FileApproved === undefined || FileApproved === file.flags.has('Approved')) &&
    (!AttachmentStatus || AttachmentStatus.FlagType.some((flag) => hasFlag(file, flag))) &&
    after(file.registeredAt, search.AttachmentRegisteredAfter) &&
    after(file.changedAt, search.AttachmentChangedAfter)
  );
}

function hasFlag(file: StoredFile, flag: Flag): boolean {
  return flag === 'None' ? file.flags.size === 0 : file.flags.has(flag);
}

function answered(file: StoredFile): object {
  const base = { Id: file.id, Type: file.type, StampNo: file.stamp };
  if (!file.saved) return base;
  const MetaData = file.metadata.length > 0 ? { KeyValuePair: file.metadata } : undefined;
  return { ...base, FrameInfo: { ImageFrameInfo: [{ Id: 1, StampNo: file.stamp, MetaData, Status: 0 }] } };
}

function refuseIf(condition: boolean, reason: string): void {
  if (condition) throw SoapFault.because(reason);
}
