import type { StepJournal } from '@accounting/port';
import type { MemoryClient } from './memory-client.js';

type Ids = Record<string, string>;

/**
 * Ids of categories by name. Those that are missing, and those that later batches will ask for, are made in one
 * write. A category is reserved for nobody, so its step holds the lane.
 */
export async function categoryIds(
  client: MemoryClient,
  journal: Pick<StepJournal, 'step'>,
  needed: Set<string>,
  toCome: string[] = [],
): Promise<Ids> {
  const names = [...new Set([...needed, ...toCome])];
  if (names.length === 0) return {};
  const known = (): Promise<Ids> => client.read('categories', (company) => company.register.categoryIds());

  // An earlier attempt may have asked for fewer than this one: its result stands, and the rest is a step of its own.
  for (let round = 1; ; round++) {
    const ids = await journal.step<{ there: Ids; missing: string[] }, Ids>({
      name: round === 1 ? 'save-categories' : `save-categories-${round}`,
      holdsLane: true,
      prepare: async () => {
        const there = await known();
        return { there, missing: names.filter((name) => !(name in there)) };
      },
      send: async ({ there, missing }, permit) => {
        if (missing.length === 0) return there;
        const made = await client.write('save-categories', permit, ({ register }) =>
          register.saveCategories(missing),
        );
        return { ...there, ...Object.fromEntries(made.map(({ id, name }) => [name, id])) };
      },
      prove: async ({ missing }) => {
        const there = await known();
        return missing.every((name) => name in there)
          ? { verdict: 'found', result: there }
          : { verdict: 'absent' };
      },
    });
    if ([...needed].every((name) => name in ids)) return ids;
  }
}
