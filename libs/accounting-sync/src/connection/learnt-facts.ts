import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type Clock, type Memory } from '@accounting/port';

const LearntFactSchema = defineEntity({
  name: 'LearntFact',
  schema: 'accounting',
  tableName: 'learnt_fact',
  properties: { key: p.text().primary(), value: p.text(), learntAt: p.datetime() },
});
export class LearntFact extends LearntFactSchema.class {}
LearntFactSchema.setClass(LearntFact);

/** What adapters learnt about companies, for all processes. */
export class LearntFacts implements Memory {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async recall(key: string): Promise<string | null> {
    return (await this.em.fork().findOne(LearntFact, { key }))?.value ?? null;
  }

  async remember(key: string, value: string): Promise<void> {
    await this.em.fork().upsert(LearntFact, { key, value, learntAt: this.clock.now() });
  }
}
