import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type CivilDate } from '@accounting/port';
import { civilDateField } from '../document/document-fields.js';
import { type Place } from '../transfer/transfer-filter.js';
import { STATES, type State } from '../transfer/transfer.js';
import { XNumbers } from './x-number.js';

const bound = z
  .union([civilDateField(), z.string().regex(/^\d{1,15}$/, { error: 'Is neither a date nor a Z number' })])
  .optional()
  .describe('A day, `2026-11-01`, or a Z number; inclusive');

export const zSequenceQuerySchema = z.strictObject({ from: bound, to: bound });
export type ZSequenceQuery = z.output<typeof zSequenceQuerySchema>;

export const zSequenceSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        number: z.int(),
        businessDate: z.iso.date().nullable(),
        state: z.enum(STATES),
        transferId: z.uuid(),
      }),
    ),
    missing: z
      .array(z.int())
      .describe('Numbers between those that came that never came; at most 1,000 are named'),
    missingCount: z.int(),
  })
  .meta({ id: 'ZSequence' });
export type ZSequenceView = z.output<typeof zSequenceSchema>;

const MOST_NAMED = 1_000;

interface Row {
  number: string;
  business_date: CivilDate | null;
  state: State;
  id: string;
}

/** Every Z number of a department, and what became of it: a number that never came shows. */
@Injectable()
export class ZSequence {
  constructor(
    private readonly em: EntityManager,
    private readonly xNumbers: XNumbers,
  ) {}

  async of({ clientId, departmentId }: Place, { from, to }: ZSequenceQuery): Promise<ZSequenceView> {
    const bounds = [
      ...(from === undefined ? [] : [{ comparison: '>=', value: from }]),
      ...(to === undefined ? [] : [{ comparison: '<=', value: to }]),
    ].map(({ comparison, value }) => ({
      sql: `${value.includes('-') ? 'business_date' : 'number'} ${comparison} ?`,
      value: value.includes('-') ? value : Number(value),
    }));
    // Of each number the latest revision. Bounds come after: an earlier revision may have had another date.
    const rows = await this.em.fork().execute<Row[]>(
      `select number, business_date::text, state, id from (
         select distinct on (number) number, business_date, state, id from accounting.transfer
         where client_id = ? and department_id = ? and kind = 'z-report' order by number, revision desc) latest
       where true ${bounds.map(({ sql }) => `and ${sql}`).join(' ')} order by number`,
      [clientId, departmentId, ...bounds.map(({ value }) => value)],
    );
    const items = rows.map(({ number, business_date: businessDate, state, id }) => ({
      number: Number(number),
      businessDate,
      state,
      transferId: id,
    }));
    const zNumbers = items.map(({ number }) => number);
    const taken = await this.xNumbers.between(
      { clientId, departmentId },
      zNumbers[0] ?? 0,
      zNumbers.at(-1) ?? 0,
    );
    return { items, ...gaps(zNumbers, taken) };
  }
}

/** @param numbers ascending. @param taken numbers that no Z was to have. */
function gaps(numbers: number[], taken: ReadonlySet<number>): { missing: number[]; missingCount: number } {
  const missing: number[] = [];
  const between = numbers.length > 0 ? (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 : 0;
  const takenByX = [...taken].filter((number) => !numbers.includes(number)).length;
  numbers.forEach((number, index) => {
    const before = numbers[index - 1] ?? number;
    for (let gap = before + 1; gap < number && missing.length < MOST_NAMED; gap++)
      if (!taken.has(gap)) missing.push(gap);
  });
  return { missing, missingCount: between - numbers.length - takenByX };
}
