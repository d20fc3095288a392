import { type Category, type PricedProduct } from './products.js';
import { decimal, ore, plain, rate, readOnly, type RecordFields, text } from './record-fields.js';

/** `Product`, with the longest texts of fact sheet 4.6. That `Stock` is only read there is inferred. */
export const PRODUCT: RecordFields<PricedProduct> = {
  CashPriceIncTax: plain('cashPriceIncTax'),
  WebPrice: ore('webPrice'),
  SupplierId: plain('supplierId'),
  Id: plain('id'),
  Name: text('name', 125),
  TaxRate: rate('taxRate'),
  Stock: readOnly('stock'),
  StatusId: plain('statusId'),
  CategoryId: plain('categoryId'),
  PriceGroupID: plain('priceGroupId'),
  InPrice: ore('inPrice'),
  Description: text('description', 500),
  DescriptionLong: text('descriptionLong'),
  Cost: ore('cost'),
  EAN1: text('ean1', 50),
  Price: ore('price'),
  No: text('number', 100),
  DateChanged: readOnly('changedAt'),
  Weight: decimal('weight'),
  MinimumStock: decimal('minimumStock'),
  OrderProposal: decimal('orderProposal'),
  StockLocation: text('stockLocation', 100),
  SupplierProductCode: text('supplierProductCode', 50),
  SupplierProductName: text('supplierProductName', 250),
  Web: plain('web'),
  ProductCode: text('productCode'),
  StockControlled: plain('stockControlled'),
  NewOffer: plain('newOffer'),
  NewProduct: plain('newProduct'),
};

/** `Category`. No longest text is known. */
export const CATEGORY: RecordFields<Category> = {
  Id: plain('id'),
  Name: text('name'),
  No: text('number'),
  ParentId: plain('parentId'),
};
