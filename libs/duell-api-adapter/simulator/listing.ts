import { invalid, wholeNumber } from './reading.js';
import type { Shop } from './shop.js';

/** What filters of a list compare, each with the value that was sent. */
export type Filters<Row> = Record<string, (row: Row, value: string) => boolean>;

/** One page: newest first, as it seems to be, `total_count` and the rows under a name of each list's own. */
export function listed<Row extends object>(
  shop: Shop,
  rows: Row[],
  query: URLSearchParams,
  { name, filters, others = [] }: { name: string; filters: Filters<Row>; others?: string[] },
): object {
  const { switches } = shop;
  const known = ['start', 'length', ...others, ...Object.keys(filters).map((one) => `filter[${one}]`)];
  for (const field of query.keys())
    if (!known.includes(field)) throw invalid(field, 'is not known (the simulator is stricter)');
  const start = wholeNumber(query.get('start'), 'start');
  const length = wholeNumber(query.get('length'), 'length');

  const wanted = Object.entries(filters).reduce((left, [filter, isMeant]) => {
    const value = query.get(`filter[${filter}]`);
    if (value === null) return left;
    if (switches.emptyFilters.includes(filter)) return [];
    return switches.workingFilters.includes(filter) ? left.filter((row) => isMeant(row, value)) : left;
  }, rows);
  const page = [...wanted].reverse().slice(start, start + Math.min(length, switches.pageCap));
  return {
    status: true,
    message: 'success',
    ...(switches.tellsTotal ? { total_count: wanted.length } : {}),
    [name]: page,
  };
}
