/** A section of the document, without a place yet: what is in it, never where it goes. */
export interface Table {
  title: string;
  /** Small, beside the title. */
  caption?: string;
  columns: Column[];
  rows: Row[];
  /** Paragraphs below the rows. */
  remarks: string[];
}

export interface Column {
  /** No column has one: the table has no head. */
  head?: string;
  align?: 'right';
  /** Shares in the width that the other columns leave, by weight. The others are as wide as what is in them. */
  grows?: number;
}

export interface Row {
  /** One for each column. */
  cells: string[];
  /** `total`: under a rule, in strong letters, kept with the row before. `aside`: kept with it too, and quiet. */
  is?: 'total' | 'strong' | 'aside';
}

/** A column that says nothing is not drawn. */
export function withoutEmptyColumns(table: Table): Table {
  const spoken = table.columns.map((_, index) => table.rows.some(({ cells }) => cells[index] !== ''));
  const kept = <T>(list: T[]) => list.filter((_, index) => spoken[index]);
  return {
    ...table,
    columns: kept(table.columns),
    rows: table.rows.map((row) => ({ ...row, cells: kept(row.cells) })),
  };
}

/** A column of words that takes what room there is. */
export function words(head?: string, grows = 1): Column {
  return { head, grows };
}

/** A column as wide as its words. */
export function narrow(head?: string): Column {
  return { head };
}

export function figures(head?: string): Column {
  return { head, align: 'right' };
}
