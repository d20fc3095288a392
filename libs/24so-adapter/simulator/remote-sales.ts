import { type CategorySeed, type ProductSeed } from './sales-seed.js';
import {
  type CustomerChanges,
  type OrderEdit,
  type ProductChanges,
  type SalesPeople,
} from './sales-people.js';
import { type TypeGroupSeed } from './type-groups.js';

type Arguments = Record<string, unknown>;

/** What people do with products, customers and orders, as actions of `POST /__control`. */
export const SALES_ACTIONS: Record<string, (people: SalesPeople, args: Arguments) => unknown> = {
  addProduct: (people, { product }) => people.addProduct(product as ProductSeed),
  addProducts: (people, { products }) => people.addProducts(products as ProductSeed[]),
  addCategory: (people, { category }) => people.addCategory(category as CategorySeed),
  addTypeGroup: (people, { typeGroup }) => people.addTypeGroup(typeGroup as TypeGroupSeed),
  personSavesProduct: (people, { id, number, changes }) =>
    people.personSavesProduct({
      id: id as number | undefined,
      number: number as string | undefined,
      changes: changes as ProductChanges,
    }).id,
  refuseRecord: (people, { text }) => people.refuseRecord(text as string),
  personDeletesProduct: (people, { id }) => people.personDeletesProduct(id as number),
  personSetsStock: (people, { id, quantity }) =>
    people.personSetsStock(id as number, quantity as number | string),
  personSetsCategoryVat: (people, { id, rate }) => people.personSetsCategoryVat(id as number, rate as number),
  personSavesCustomer: (people, { id, changes }) =>
    people.personSavesCustomer({ id: id as number | undefined, changes: changes as CustomerChanges }).id,
  personDeletesCustomer: (people, { id }) => people.personDeletesCustomer(id as number),
  personInvoicesOrder: (people, { orderId }) => people.personInvoicesOrder(orderId as number),
  personEditsOrder: (people, { orderId, edit }) =>
    people.personEditsOrder(orderId as number, edit as OrderEdit).orderId,
  personDeletesOrder: (people, { orderId }) => people.personDeletesOrder(orderId as number),
};

/** The part of `GET /__state` that people who sell look at. */
export function salesOf(people: SalesPeople): object {
  return {
    categories: people.categories(),
    products: people.products(),
    customers: people.customers(),
    orders: people.orders(),
    typeGroups: people.typeGroups(),
  };
}
