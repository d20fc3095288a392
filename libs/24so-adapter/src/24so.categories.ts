import type { AccountingError, StepJournal } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items } from './24so.operations.js';
import { paired, sameText, saidOf } from './24so.records.js';
import { settled } from './24so.saving.js';
import { Texts } from './24so.texts.js';

type Ids = Record<string, number>;
/** Names as they are sent, by what they are compared by. */
type Names = Record<string, string>;
type Intent = { there: Ids; missing: Names };

/** Where a product goes: the category's id, or why it could not be made. */
export type CategoryOf = (name: string) => number | AccountingError;

/**
 * Puts categories in place by name: all that are missing in one write, also those that later batches will ask for.
 * Nobody reserves a name there, so nothing else goes to these books while it is undecided.
 */
export async function categoriesFor(
  client: TwentyFourSoClient,
  journal: Pick<StepJournal, 'step'>,
  needed: string[],
  toCome: string[] = [],
): Promise<CategoryOf> {
  const names = Object.fromEntries([...needed, ...toCome].map((name) => [keyOf(name), fitting(name)]));
  const refusals = new Map<string, AccountingError>();
  const isSettled = (ids: Ids) => needed.map(keyOf).every((key) => key in ids || refusals.has(key));
  let ids: Ids = {};
  // What an earlier attempt was done with stands, and may lack what this one needs: that is a step of its own.
  for (let round = 1; !isSettled(ids); round++) {
    const name = round === 1 ? 'save-categories' : `save-categories-${round}`;
    ids = await putInPlace(client, journal, name, names, refusals);
  }
  return (name) => {
    const key = keyOf(name);
    const found = ids[key] ?? refusals.get(key);
    if (found === undefined) throw new Error(`Category ${name} was not asked for`);
    return found;
  };
}

function putInPlace(
  client: TwentyFourSoClient,
  journal: Pick<StepJournal, 'step'>,
  name: string,
  names: Names,
  refusals: Map<string, AccountingError>,
): Promise<Ids> {
  let seen: Ids | null = null;
  const without = (there: Ids, wanted: Names) =>
    Object.fromEntries(Object.entries(wanted).filter(([key]) => !(key in there)));
  const among = (there: Ids): Ids =>
    Object.fromEntries(Object.entries(there).filter(([key]) => key in names));

  return journal.step<Intent, Ids>({
    name,
    holdsLane: true,
    // What is there already is found without a write, and a lost write is never left behind.
    looksFirst: true,
    prepare: async () => {
      seen = await categoriesOf(client);
      return { there: among(seen), missing: without(seen, names) };
    },
    send: async ({ there, missing }, permit) => {
      // After a lost answer some may be there.
      const now = seen ? there : among(await categoriesOf(client));
      const wanted = Object.entries(without(now, missing));
      if (wanted.length === 0) return { ...there, ...now };
      const Category = wanted.map(([, Name]) => ({ Name }));
      const answer = await client.send('SaveCategories', { categories: { Category } }, permit);
      const echoes = paired(Category, items(answer, 'Category'), (echo, { Name }) =>
        sameText(echo.Name, Name),
      );
      const said = new Map(
        wanted.map(([key, Name], at) => {
          const about = { operation: 'SaveCategories' as const, what: `Kategori ${Name}` };
          return [key, saidOf(echoes[at], echoes[at]?.Id, about, client.options)];
        }),
      );
      const answers = await settled(said, async (keys) => {
        const there = await categoriesOf(client);
        return new Map(keys.flatMap((key) => (there[key] === undefined ? [] : [[key, there[key]]])));
      });
      const made: Ids = {};
      for (const [key] of wanted) {
        const sent = answers.get(key);
        if (sent && 'done' in sent) made[key] = Number(sent.done.id);
        else if (sent && sent.failed.next !== 'look-up-first') refusals.set(key, sent.failed);
        else throw sent?.failed ?? new Error(`Nothing is known of category ${key}`);
      }
      return { ...there, ...now, ...made };
    },
    prove: async ({ there, missing }) => {
      if (Object.keys(missing).length === 0) return { verdict: 'found', result: there };
      const now = among(seen ?? (await categoriesOf(client)));
      if (Object.keys(missing).every((key) => key in now))
        return { verdict: 'found', result: { ...there, ...now } };
      return { verdict: 'absent' };
    },
  });
}

/** Of several with one name, the first that was made. */
async function categoriesOf(client: TwentyFourSoClient): Promise<Ids> {
  const found = items(
    await client.call('GetCategories', { returnProperties: { string: ['Id', 'Name'] } }),
    'Category',
  );
  const ids: Ids = {};
  for (const { Id, Name = '' } of found) {
    const key = keyOf(Name);
    if (Id !== undefined) ids[key] = Math.min(ids[key] ?? Id, Id);
  }
  return ids;
}

function fitting(name: string): string {
  return new Texts(name).category(name);
}

/** Names are compared as people read them. */
function keyOf(name: string): string {
  return fitting(name).toLocaleLowerCase('nb');
}
