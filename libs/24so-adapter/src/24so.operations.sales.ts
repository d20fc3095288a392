import type { Ints, Names, None, Operation, Search } from './24so.operation.js';

/** What we use of products, customers and orders. What we save has its fields in any order: the schema's is kept. */
export interface SalesOperations {
  GetTypeGroupList: Operation<{ module: 'All' | 'Sale' }, { AccountingGroup?: TypeGroup[] }>;

  GetProducts: Operation<Search<ProductSearch>, { Product?: Product[] }>;
  SaveProducts: Operation<{ products: { Product: ProductToSave[] } }, { Product?: Product[] }>;
  SetStockQuantity: Operation<{ productId: number; stockQuantity: string }, boolean>;
  GetCategories: Operation<{ returnProperties: Names }, { Category?: Category[] }>;
  SaveCategories: Operation<{ categories: { Category: { Name: string }[] } }, { Category?: Category[] }>;

  GetCompanies: Operation<Search<CompanySearch>, { Company?: Company[] }>;
  GetCompanySyncList: Operation<{ syncSearchParameters: SyncSearch }, SyncPage>;
  SaveCompanies: Operation<{ companies: { Company: CompanyToSave[] } }, { Company?: Company[] }>;

  GetInvoices: Operation<OrderSearch, { InvoiceOrder?: InvoiceOrder[] }>;
  SaveInvoices: Operation<{ invoices: { InvoiceOrder: OrderToSave[] } }, { InvoiceOrder?: InvoiceOrder[] }>;
  GetPaymentMethods: Operation<None, { PaymentMethod?: { Id?: number; Name?: string }[] }>;
}

/** What a record may come back with when it was not saved, or not surely (fact sheet 3.3 b). */
export interface Echo {
  APIException?: ApiException | null;
}

export interface ApiException {
  Type?: string;
  Message?: string;
}

export interface TypeGroup {
  AccountId: number;
  Id: number;
  Name?: string;
}

export interface ProductSearch {
  No?: string;
  DateChanged?: string;
  ProductIds?: Ints;
}

export interface ProductToSave {
  /** The only double there is (fact sheet 4.6). */
  CashPriceIncTax?: string;
  Id?: number;
  Name: string;
  /** Percent. */
  TaxRate?: string;
  StatusId: 0 | 1;
  CategoryId?: number;
  InPrice?: string;
  Description?: string;
  Cost?: string;
  EAN1?: string;
  Price: string;
  No?: string;
  StockControlled?: true;
}

export interface Product extends Echo {
  CashPriceIncTax?: number | string | null;
  Id?: number;
  Name?: string;
  /** Percent. */
  TaxRate?: string;
  Stock?: string;
  StatusId?: number;
  CategoryId?: number;
  InPrice?: string;
  Description?: string;
  Cost?: string;
  EAN1?: string;
  Price?: string;
  No?: string;
}

export interface Category extends Echo {
  Id?: number;
  Name?: string;
}

export interface CompanySearch {
  ExternalId?: string;
  CompanyId?: number;
  CompanyIds?: Ints;
  ChangedAfter?: string;
}

export interface CompanyToSave {
  Id?: number;
  ExternalId: string;
  OrganizationNumber?: string;
  Name: string;
  FirstName?: string;
  Addresses?: { Post?: PostalAddress; Delivery?: PostalAddress };
  PhoneNumbers?: { Mobile?: { Value: string }; Work?: { Value: string } };
  EmailAddresses?: { Invoice?: { Value: string }; Work?: { Value: string } };
  Country?: string;
  Type: 'Consumer' | 'Business';
  PaymentTime?: number;
}

export interface PostalAddress {
  Street?: string;
  PostalCode?: string;
  PostalArea?: string;
  City?: string;
  Country?: string;
}

type Kinds<Kind extends string, Kept> = Partial<Record<Kind, Kept | null>> | null;

/** Parts may come as nil (fact sheet 2.6). */
export interface Company extends Echo {
  Id?: number;
  ExternalId?: string;
  OrganizationNumber?: string;
  Name?: string;
  FirstName?: string;
  Addresses?: Kinds<'Post' | 'Delivery' | 'Visit' | 'Invoice', PostalAddress>;
  PhoneNumbers?: Kinds<'Home' | 'Mobile' | 'Primary' | 'Work', { Value?: string }>;
  EmailAddresses?: Kinds<'Home' | 'Invoice' | 'Primary' | 'Work', { Value?: string }>;
  Country?: string;
  Type?: string;
  PaymentTime?: number;
}

/** `Active: null` goes out as nil: deleted ones too (fact sheet 4.5). */
export interface SyncSearch {
  Page?: number;
  Active: null;
  ChangedAfter: string;
}

export interface SyncPage {
  /** Longs are text. */
  CurrentPage?: string;
  TotalPages?: string;
  Items?: { SyncCompany?: SyncCompany[] } | null;
}

export interface SyncCompany {
  CompanyId?: number;
  ExternalId?: string;
  Active?: boolean;
}

export interface OrderSearch {
  searchParams: { CustomerIds?: Ints; ChangedAfter?: string; OrderIds?: Ints };
  invoiceReturnProperties: Names;
  rowReturnProperties?: Names;
}

export interface OrderToSave {
  OrderId?: number;
  CustomerId: number;
  OrderStatus: 'Draft';
  DateOrdered: string;
  /** Days. */
  PaymentTime?: number;
  CustomerReferenceNo?: string;
  IncludeVAT: boolean;
  YourReference?: string;
  InvoiceTitle?: string;
  InvoiceText?: string;
  /** Nothing is sent to anybody. */
  Distributor: 'Manual';
  DepartmentId?: number;
  InvoiceRows: { InvoiceRow: (RowToSave | { RowId: number; ChangeState: 'Delete' })[] };
  DeliveryDate?: string;
  ReferenceOrderId?: number;
  ReferenceNumber: string;
  SkipStock?: true;
}

export type RowToSave =
  { Name: string; ChangeState: 'Add'; Type: 'Text'; ProductId?: undefined } | ItemRowToSave;

export interface ItemRowToSave {
  ProductId: number;
  Price: string;
  Name: string;
  DiscountRate?: string;
  Quantity: string;
  ChangeState: 'Add';
  TypeGroupId?: number;
  Type: 'Normal';
  TaxSettings?: { TaxCode: number; TaxRate: string };
}

export interface InvoiceOrder extends Echo {
  OrderId?: number;
  CustomerId?: number;
  OrderStatus?: string;
  /** The invoice's number, once it is one. */
  InvoiceId?: number;
  DateOrdered?: string;
  PaymentTime?: number;
  CustomerReferenceNo?: string;
  IncludeVAT?: boolean | null;
  YourReference?: string;
  OrderTotalIncVat?: string;
  OrderTotalVat?: string;
  InvoiceTitle?: string;
  InvoiceText?: string;
  DepartmentId?: number;
  InvoiceRows?: { InvoiceRow?: InvoiceRow[] } | null;
  DeliveryDate?: string;
  ReferenceNumber?: string;
}

export interface InvoiceRow {
  ProductId?: number;
  RowId?: number;
  /** Percent. */
  VatRate?: string;
  Price?: string;
  Name?: string;
  DiscountRate?: string;
  Quantity?: string;
  Type?: string;
}
