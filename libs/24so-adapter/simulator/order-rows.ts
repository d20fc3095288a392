import { type Books } from './books.js';
import { ROW } from './order-fields.js';
import { checkRow, vatRateOf } from './order-rules.js';
import { type OrderRow } from './orders.js';
import { given, refuse } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';

/** An `InvoiceRow` as it was read. */
export interface RowIn extends Record<string, unknown> {
  ChangeState?: 'None' | 'Add' | 'Edit' | 'Delete';
}

/** Rows as they become, and the ids of those that were sent, in their order. */
export interface RowChanges {
  rows: OrderRow[];
  rowIds: number[];
}

/** Rows that are not mentioned stay as they are (fact sheet 4.4, inferred). */
export function changedRows(before: OrderRow[], sent: (RowIn | undefined)[], books: Books): RowChanges {
  let rows = before;
  const rowIds = sent.map((row) => {
    if (!row) return refuse('A row is nil');
    const { ChangeState, ...fields } = row;
    const changes = given(fields, ROW);
    const old = rows.find(({ rowId }) => rowId === changes.rowId);
    if (ChangeState === 'Add') {
      if (changes.rowId !== undefined) refuse('A new row has no RowId yet');
      const added = changedRow({ rowId: books.orders.nextRowId(), type: 'Normal' }, changes, books);
      rows = [...rows, added];
      return added.rowId;
    }
    if (changes.rowId === undefined) return refuse('A row without RowId needs ChangeState Add');
    if (!old) throw RecordRefusal.byDatabase(`There is no row ${changes.rowId} in the order`);
    if (ChangeState === 'Delete') rows = rows.filter((other) => other !== old);
    else if (ChangeState === 'Edit')
      rows = rows.map((other) => (other === old ? changedRow(old, changes, books) : other));
    else if (Object.keys(changes).length > 1) refuse('A row that changes needs ChangeState Edit');
    return old.rowId;
  });
  return { rows, rowIds };
}

/** The row with its changes, checked. Its VAT rate is settled anew when what decides it was sent. */
export function changedRow(old: OrderRow, changes: Partial<OrderRow>, books: Books): OrderRow {
  const row: OrderRow = { ...old, ...changes, rowId: old.rowId };
  checkRow(row, changes, books);
  const product = changes.productId === undefined ? undefined : books.products.find(changes.productId);
  if (product) {
    row.productNo = product.number;
    row.name ??= product.name;
  }
  if (product ?? changes.taxSettings) row.vatRate = vatRateOf(row, books);
  return row;
}
