import type { None, Operation } from './24so.operation.js';
import type { SalesOperations } from './24so.operations.sales.js';

/**
 * The operations we use, as the files in `schema/` describe them; only the fields we read or write. In answers a
 * field may be missing: the service leaves out what has its default (fact sheet 2.5). Decimals, longs and dates
 * are text. Those of products, customers and orders have a file of their own.
 */
export interface Operations extends SalesOperations {
  Login: Operation<{ credential: Credential }, string>;
  GetIdentitiesWithCredential: Operation<{ credential: Credential }, { Identity?: Identity[] }>;
  GetIdentity: Operation<None, Identity>;

  GetClientInformation: Operation<None, { Name?: string; OrganizationNumber?: string }>;
  GetDepartmentList: Operation<None, { Department?: { Id: number; Name?: string }[] }>;

  GetAccountList: Operation<None, { AccountData?: AccountData[] }>;
  GetTaxCodeList: Operation<None, { TaxCodeElement?: TaxCodeElement[] }>;
  GetTypeList: Operation<None, { TypeData?: TypeData[] }>;
  GetEntryId: Operation<{ argEntryId: { Date: string; SortNo: number; EntryNo: 0 } }, { EntryNo: number }>;
  SaveBundleList: Operation<{ BundleList: BundleList }, SaveResponse>;

  GetFiscalYears: Operation<None, { FiscalYear?: FiscalYear[] }>;
  GetTransactions: Operation<{ searchParams: TransactionSearch }, { Transaction?: Transaction[] }>;

  GetMaxRequestLength: Operation<None, string>;
  GetStampNo: Operation<None, number>;
  Create: Operation<{ type: ImageType }, ImageFile>;
  AppendChunk: Operation<{ file: ImageFile; buffer: string; offset: number }, never>;
  GetSize: Operation<{ file: ImageFile }, string>;
  GetChecksum: Operation<{ file: ImageFile }, string>;
  Save: Operation<{ file: ImageFile; location: 'Journal' }, never>;
  GetFileInfo: Operation<{ parameters: FileSearch }, { ImageFile?: ImageFile[] }>;
}

export type OperationName = keyof Operations;
export type Args<Name extends OperationName> = Operations[Name]['args'];
export type Result<Name extends OperationName> = Operations[Name]['result'];

export type ServiceName =
  'authenticate' | 'client' | 'account' | 'transaction' | 'attachment' | 'company' | 'product' | 'invoice';

export const SERVICE_OF: Record<OperationName, ServiceName> = {
  Login: 'authenticate',
  GetIdentitiesWithCredential: 'authenticate',
  GetIdentity: 'authenticate',
  GetClientInformation: 'client',
  GetDepartmentList: 'client',
  GetTypeGroupList: 'client',
  GetAccountList: 'account',
  GetTaxCodeList: 'account',
  GetTypeList: 'account',
  GetEntryId: 'account',
  SaveBundleList: 'account',
  GetFiscalYears: 'transaction',
  GetTransactions: 'transaction',
  GetMaxRequestLength: 'attachment',
  GetStampNo: 'attachment',
  Create: 'attachment',
  AppendChunk: 'attachment',
  GetSize: 'attachment',
  GetChecksum: 'attachment',
  Save: 'attachment',
  GetFileInfo: 'attachment',
  GetCompanies: 'company',
  GetCompanySyncList: 'company',
  SaveCompanies: 'company',
  GetProducts: 'product',
  SaveProducts: 'product',
  SetStockQuantity: 'product',
  GetCategories: 'product',
  SaveCategories: 'product',
  GetInvoices: 'invoice',
  SaveInvoices: 'invoice',
  GetPaymentMethods: 'invoice',
};

/** These answer an empty wrapper. */
export const WITHOUT_RESULT: ReadonlySet<OperationName> = new Set<OperationName>(['AppendChunk', 'Save']);

/** Reads that answer an array: .NET may leave an empty one out, with its element (fact sheet 2.9). */
export const READS_OF_LISTS: ReadonlySet<OperationName> = new Set<OperationName>([
  'GetAccountList',
  'GetCategories',
  'GetCompanies',
  'GetDepartmentList',
  'GetFileInfo',
  'GetFiscalYears',
  'GetInvoices',
  'GetPaymentMethods',
  'GetProducts',
  'GetTaxCodeList',
  'GetTransactions',
  'GetTypeGroupList',
  'GetTypeList',
]);

export interface Credential {
  ApplicationId: string;
  IdentityId?: string;
  Password: string;
  Username: string;
}

export interface Identity {
  Id: string;
  /** A company's books; its id is stable, the identity's is not. */
  Client?: { Id: string; Name?: string };
  IsDisabled?: boolean;
}

export interface AccountData {
  AccountId?: number;
  AccountNo?: number;
  AccountName?: string;
  TaxNo?: number;
}

export interface TaxCodeElement {
  TaxId: number;
  TaxNo?: string;
  TaxName?: string;
  TaxRate: string;
}

export interface TypeData {
  TypeId: number;
  Title?: string;
  EntrySeriesId: number;
  TypeNo: number;
}

export interface FiscalYear {
  StartingDate: string;
  EndingDate: string;
  IsLocked: boolean;
}

export interface BundleList {
  Bundles: { Bundle: Bundle[] };
  AllowDifference: false;
  DirectLedger: false;
  SaveOption: 0 | 1;
}

export interface Bundle {
  YearId: number;
  Vouchers: { Voucher: { TransactionNo: number; Entries: { Entry: Entry[] }; Sort: number }[] };
  Sort: number;
  Name?: string;
  BundleDirectAccounting: false;
}

export interface Entry {
  SequenceId: number;
  CustomerId?: number;
  AccountNo: number;
  Date: string;
  Amount: string;
  DepartmentId?: number;
  ProjectId?: number;
  InvoiceReferenceNo?: string;
  TaxNo: string;
  Comment: string;
  StampNo: number;
}

export interface SaveResponse {
  Type:
    | 'Ok'
    | 'DuplicateData'
    | 'DataAlreadySaved'
    | 'NotAuthenticated'
    | 'SystemError'
    | 'Exception'
    | 'NotSaved';
  Description?: string;
}

/** `null` goes out as nil: the schema demands these two (fact sheet 2.6). */
export interface TransactionSearch {
  DateSearchParameters: 'EntryDate';
  DateStart: string;
  DateEnd: string;
  TransactionNoStart?: number;
  TransactionNoEnd?: number;
  SystemType: null;
  HasInvoiceId: null;
}

export interface Transaction {
  Date?: string;
  AccountNo?: number;
  Amount?: string;
  StampNo?: number;
  TransactionTypeId?: number;
  Comment?: string;
  TransactionNo?: number;
}

export type ImageType = 'Pdf' | 'Png';

export interface ImageFile {
  Id: number;
  Type: string;
  StampNo: number;
  FrameInfo?: { ImageFrameInfo: ImageFrame[] };
}

interface ImageFrame {
  Id: 1;
  StampNo: number;
  MetaData?: { KeyValuePair: { Key: 'PageNo'; Value: string }[] };
  Status: 0;
}

export type FileFlag = 'PrepostedInJournal' | 'PostedInJournal';

export interface FileSearch {
  StampNo?: { int: number[] };
  FileId?: { int: number[] };
  HasStampNo: null;
  FileApproved: null;
  AttachmentStatus?: { FlagType: FileFlag[] };
}

/** The items of a list; an empty one comes as nothing, as nil, or with nils in it (fact sheet 2.9). */
export function items<Name extends string, Item>(
  list: Partial<Record<Name, Item[]>> | null,
  name: Name,
): Item[] {
  return (list?.[name] ?? []).filter((item) => (item as Item | null) !== null);
}
