import type { HostStock } from '@accounting/port';
import type { Body } from './duell.answers.js';
import { decimal } from './duell.decimals.js';
import type { Assumptions } from './duell.options.js';
import { faultsOf, rowLeftOut, type Read } from './duell.reading.js';
import { stockRow, type StockRow } from './duell.rows.js';

/** How many there are of a product in one department. */
export function readStock(body: Body, departmentId: string, { stockIs }: Assumptions): Read<HostStock> {
  const parsed = stockRow.safeParse(body);
  if (!parsed.success)
    return { leftOut: rowLeftOut({ no: 'En beholdning', en: 'a stock' }, faultsOf(parsed.error)) };
  const row = parsed.data;
  const name = `${row.product_number} (id ${row.product_id})`;
  const what = { no: `Beholdningen av varen ${name}`, en: `stock of product ${name}` };
  const here = inDepartment(row, departmentId);
  if (!here)
    return {
      leftOut: rowLeftOut(what, {
        no: `avdeling ${departmentId} mangler`,
        en: `department ${departmentId} is missing`,
      }),
    };
  const quantity = decimal(here[stockIs]);
  if (quantity === null)
    return {
      leftOut: rowLeftOut(what, {
        no: `«${here[stockIs]}» er ikke et tall`,
        en: `"${here[stockIs]}" is no number`,
      }),
    };
  return { ok: { productId: row.product_id, number: row.product_number, quantity } };
}

/** The department was asked for by its token; an entry without an id can only be that one. */
function inDepartment({ department }: StockRow, id: string): StockRow['department'][number] | undefined {
  return (
    department.find(({ department_id }) => department_id === id) ??
    (department.length === 1 ? department.find(({ department_id }) => department_id === '') : undefined)
  );
}
