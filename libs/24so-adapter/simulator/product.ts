import { toDecimal } from './formats.js';
import { givenIn, isLike, onlyRequested, type ReturnProperties } from './requested.js';
import { type Handler } from './visit.js';

interface SearchIn {
  Id?: number;
  No?: string;
  Name?: string;
  ProductIds?: { int?: number[] };
}

const KNOWN = ['Id', 'Name', 'TaxRate', 'StatusId', 'No'];

export const product: Record<string, Handler> = {
  /** Whether the service takes a search without a filter is not known (fact sheet 4.6): here it does not. */
  GetProducts(
    { searchParams, returnProperties }: { searchParams?: SearchIn; returnProperties?: ReturnProperties },
    { books },
  ) {
    const { Id, No, Name, ProductIds } = givenIn(searchParams, ['Id', 'No', 'Name', 'ProductIds']);
    const found = books.chart.products.filter(
      ({ id, number, name }) =>
        (Id === undefined || id === Id) &&
        (No === undefined || number === No) &&
        (Name === undefined || isLike(name, Name)) &&
        (ProductIds === undefined || (ProductIds.int ?? []).includes(id)),
    );
    const products = found.map(({ id, number, name, taxRate }) => ({
      Id: id,
      Name: name,
      TaxRate: toDecimal(taxRate * 100),
      StatusId: 1,
      No: number,
    }));
    return { Product: onlyRequested(products, KNOWN, returnProperties) };
  },
};
