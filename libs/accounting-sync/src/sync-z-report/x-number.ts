import { Injectable } from '@nestjs/common';
import { EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type Place } from '../transfer/transfer-filter.js';

const XNumberSchema = defineEntity({
  name: 'XNumber',
  schema: 'accounting',
  tableName: 'x_number',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    number: p.bigint('number').primary(),
  },
});

/** A number of the Z series that an X report took, in tills that number both together: no gap in the sequence. */
export class XNumber extends XNumberSchema.class {}
XNumberSchema.setClass(XNumber);

@Injectable()
export class XNumbers {
  constructor(private readonly em: EntityManager) {}

  /** What is no whole number is in no sequence. */
  async keep(place: Place, reportIds: string[]): Promise<void> {
    const numbers = new Set(reportIds.filter((id) => /^\d{1,15}$/.test(id)).map(Number));
    if (numbers.size > 0)
      await this.em.fork().upsertMany(
        XNumber,
        [...numbers].map((number) => ({ ...place, number })),
      );
  }

  /** Those between two numbers of the series. */
  async between({ clientId, departmentId }: Place, first: number, last: number): Promise<Set<number>> {
    const place = { clientId, departmentId, number: { $gt: first, $lt: last } };
    return new Set((await this.em.fork().find(XNumber, place)).map(({ number }) => number));
  }
}
