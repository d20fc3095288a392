import { type ProductRecord, type RecordOutcome, StepUndecided } from '@accounting/port';
import { aProductRecord, MemoryBatchJournal, type MemoryBatchJournalOptions } from '@accounting/testkit';
import { atWork } from '../simulator/24so.bench.js';
import type { Fault } from '../simulator/faults.js';

const at = atWork();

const journalOf = (over: Partial<MemoryBatchJournalOptions> = {}) =>
  new MemoryBatchJournal({ clock: at.bench.tools.clock, timing: at.open().timing, ...over });

/** The n-th product of as many as a test needs. */
const aProduct = (n: number, over: Partial<ProductRecord> = {}) =>
  aProductRecord({ key: `p${n}`, number: `V-${n}`, name: `Vare ${n}`, category: 'Varer', ...over });
const someProducts = (count: number, over: Partial<ProductRecord> = {}) =>
  Array.from({ length: count }, (_, n) => aProduct(n + 1, over));

const save = (products: ProductRecord[], journal = journalOf(), toCome: string[] = []) =>
  at.open().saveProducts(products, journal.of(products.map(({ key }) => key)), toCome);

/** With what the application keeps of an outcome. */
const known = (products: ProductRecord[], outcomes: Map<string, RecordOutcome>) =>
  products.map((product) => ({ ...product, erpId: outcomes.get(product.key)?.erpId ?? null }));

async function saveToTheEnd(products: ProductRecord[], journal: MemoryBatchJournal) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const outcomes = await save(products, journal);
    const undecided = [...outcomes.values()].flatMap(({ failed }) =>
      failed instanceof StepUndecided ? [failed.askAt] : [],
    );
    const [askAt] = undecided.sort((a, b) => b.getTime() - a.getTime());
    if (!askAt) return outcomes;
    await at.bench.tools.clock.advanceTo(askAt);
  }
  throw new Error('Not saved');
}

const ours = () => at.bench.company.products().filter(({ number }) => number.startsWith('V-'));
const numbered = (number: string) => ours().filter((product) => product.number === number);

describe('many products', () => {
  it('go a hundred in a write, their categories in one, and each stock that differs in one of its own', async () => {
    const products = Array.from({ length: 1000 }, (_, n) =>
      aProduct(n, { category: `Gruppe ${n % 3} 15 %`, stock: n % 10 === 0 ? String(n + 1) : null }),
    );
    const toCome = products.flatMap(({ category }) => category ?? []);

    for (let from = 0; from < 1000; from += 100) {
      const outcomes = await save(products.slice(from, from + 100), journalOf(), toCome);
      expect([...outcomes.values()].filter(({ done }) => done)).toHaveLength(100);
    }

    expect(ours()).toHaveLength(1000);
    expect(at.calls('SaveCategories') + at.calls('SaveProducts')).toBeLessThanOrEqual(12);
    expect(at.calls('SetStockQuantity')).toBe(100);
    // One look at the categories and one at what came of it, each batch.
    expect(at.calls('GetCategories') + at.calls('GetProducts')).toBe(20);
  });

  it('that are as they were need no stock to be set, whatever zeros it is written with', async () => {
    const products = someProducts(3, { stock: '12.50' });
    const outcomes = await save(products);
    const before = at.calls('SetStockQuantity');

    await save(known(products, outcomes).map((product) => ({ ...product, stock: '12.5' })));

    expect(before).toBe(3);
    expect(at.calls('SetStockQuantity')).toBe(before);
  });

  it('are read once for all afterwards, also those that keep the category they have there', async () => {
    const products = someProducts(2);
    const outcomes = await save(products);
    const before = at.calls('GetProducts');

    await save(known(products, outcomes).map((product) => ({ ...product, category: null })));

    expect(at.calls('GetProducts')).toBe(before + 1);
    expect(at.calls('GetCategories')).toBe(1);
  });
});

describe('a category', () => {
  it.each([' varer ', 'VARER', 'Varer'])(
    'that is there under another spelling is not made: %j',
    async (name) => {
      await save([aProduct(1, { category: name })]);
      expect(at.calls('SaveCategories')).toBe(0);
      expect(ours()).toMatchObject([{ categoryId: 1 }]);
    },
  );

  it('that is refused keeps only its own products out, and is tried again', async () => {
    const products = [aProduct(1, { category: 'Ny' }), aProduct(2), aProduct(3, { category: 'Annen' })];
    const journal = journalOf();
    at.bench.company.refuseRecord('Ny');

    const outcomes = await save(products, journal);

    expect(outcomes.get('p1')).toMatchObject({
      erpId: null,
      failed: { code: 'RECORD_REFUSED', refused: true },
    });
    expect([outcomes.get('p2')?.done, outcomes.get('p3')?.done]).not.toContain(undefined);
    expect(await save(products, journal).then((again) => again.get('p1')?.failed)).toBeUndefined();
    expect(at.bench.company.categories().filter(({ name }) => name === 'Ny')).toHaveLength(1);
    expect(ours()).toHaveLength(3);
  });

  it('is made once when its answer is lost', async () => {
    at.plan('SaveCategories', { kind: 'dropAfterSaving' });
    const journal = journalOf();
    const products = [aProduct(1, { category: 'Ny' })];

    await expect(save(products, journal)).rejects.toMatchObject({ holdsLane: true });
    await at.bench.tools.clock.advance(600_000);
    await save(products, journal);

    expect(at.bench.company.categories().filter(({ name }) => name === 'Ny')).toHaveLength(1);
  });
});

describe('VAT', () => {
  it('that is another there is said of the product, and changes nothing', async () => {
    at.bench.company.switches.productTaxRateIsTaken = false;
    const journal = journalOf();
    const [other, same] = [aProduct(1, { category: 'Ny' }), aProduct(2, { category: 'Mat og drikke' })];

    const outcomes = await save([other, same], journal);

    expect([...outcomes.values()].every(({ done }) => done)).toBe(true);
    expect(journal.notes('p1')).toMatchObject([{ code: 'PRODUCT_VAT_DIFFERS', who: 'regnskapsfører' }]);
    expect(journal.notes('p1')[0]?.message).toContain('15 % mva i DUELL, men 25 %');
    expect(journal.notes('p2')).toEqual([]);
  });
});

const SILENT: Fault[] = [
  { kind: 'dropAfterSaving' },
  { kind: 'dropBeforeSaving' },
  { kind: 'html503Saved' },
  { kind: 'html503NotSaved' },
  { kind: 'emptyAnswer', saved: true },
  { kind: 'cutOff', saved: true },
  { kind: 'absentResultElement', saved: true },
  { kind: 'absentResultElement', saved: false },
  { kind: 'soapFault', text: 'Object reference not set to an instance of an object.', saved: true },
];

describe('a batch whose answer tells nothing', () => {
  it.each(SILENT)('leaves one product of each: %j', async (fault) => {
    at.plan('SaveProducts', fault);
    const journal = journalOf();

    const first = await save(someProducts(3), journal);
    expect([...first.values()].map(({ failed }) => failed)).toEqual(Array(3).fill(expect.any(StepUndecided)));
    const outcomes = await saveToTheEnd(someProducts(3), journal);

    expect(ours().map(({ id }) => String(id))).toEqual([...outcomes.values()].map(({ erpId }) => erpId));
    expect(ours()).toHaveLength(3);
  });

  it('is not proven absent by one answer without its result', async () => {
    at.plan('SaveProducts', { kind: 'dropAfterSaving' });
    const journal = journalOf();
    await save(someProducts(1), journal);
    at.plan('GetProducts', { kind: 'absentResultElement', saved: false });

    await at.bench.tools.clock.advance(600_000);
    await saveToTheEnd(someProducts(1), journal);
    expect([at.calls('SaveProducts'), ours().length]).toEqual([1, 1]);
  });

  it('is asked for in one call', async () => {
    at.plan('SaveProducts', { kind: 'dropAfterSaving' });
    const journal = journalOf();
    await save(someProducts(20), journal);
    const before = at.calls('GetProducts');
    await at.bench.tools.clock.advance(600_000);

    await save(someProducts(20), journal);

    // And one for what came of it.
    expect(at.calls('GetProducts') - before).toBe(2);
  });

  it('is found though a person has renamed a product meanwhile', async () => {
    at.plan('SaveProducts', { kind: 'dropAfterSaving' });
    const journal = journalOf();
    await save(someProducts(2), journal);
    at.bench.company.personSavesProduct({ number: 'V-1', changes: { name: 'Omdøpt' } });

    const outcomes = await saveToTheEnd(someProducts(2), journal);

    expect(numbered('V-1').map(({ id }) => String(id))).toEqual([outcomes.get('p1')?.erpId]);
  });
});

describe('one product that fails alone', () => {
  const failing = async (text: string | undefined, saved: boolean) => {
    at.plan('SaveProducts', {
      kind: 'recordFails',
      record: 1,
      saved,
      ...(text === undefined ? {} : { text }),
    });
    const journal = journalOf();
    return { journal, outcomes: await save(someProducts(3), journal) };
  };

  it('was refused when the database says no and it is not there', async () => {
    const { outcomes } = await failing(undefined, false);

    expect(outcomes.get('p2')).toMatchObject({
      erpId: null,
      failed: { code: 'RECORD_REFUSED', next: 'ask-a-human', refused: true },
    });
    expect([outcomes.get('p1')?.done, outcomes.get('p3')?.done]).not.toContain(undefined);
    expect(numbered('V-2')).toEqual([]);
  });

  it('is done when the database says no and it is there', async () => {
    const { outcomes } = await failing(undefined, true);

    expect(outcomes.get('p2')).toMatchObject({ done: { erpId: String(numbered('V-2')[0]?.id) } });
    expect(ours()).toHaveLength(3);
  });

  it('is not taken for another of its number that was saved', async () => {
    at.plan('SaveProducts', { kind: 'recordFails', record: 1 });
    const twins = [aProduct(1, { number: 'V-9' }), aProduct(2, { number: 'V-9' })];

    const outcomes = await save(twins);

    expect(outcomes.get('p1')?.done).toBeDefined();
    expect(outcomes.get('p2')).toMatchObject({ erpId: null, failed: { code: 'RECORD_REFUSED' } });
  });

  it.each([true, false])(
    'may have been saved when it timed out, and stands once in the end (%s)',
    async (saved) => {
      const { journal, outcomes } = await failing('Timeout expired.', saved);

      expect(outcomes.get('p2')?.failed).toBeInstanceOf(StepUndecided);
      await saveToTheEnd(someProducts(3), journal);
      expect(['V-1', 'V-2', 'V-3'].map((number) => numbered(number).length)).toEqual([1, 1, 1]);
    },
  );

  it('may have been saved when it could not be looked up', async () => {
    at.plan('GetProducts', { kind: 'html503NotSaved' });
    const { journal, outcomes } = await failing(undefined, true);

    expect(outcomes.get('p2')?.failed).toBeInstanceOf(StepUndecided);
    await saveToTheEnd(someProducts(3), journal);
    expect(numbered('V-2')).toHaveLength(1);
  });
});

describe('stock', () => {
  it('that the service does not take is refused, and the product is saved', async () => {
    const gone = journalOf({
      beforeSend: (step) => {
        const [product] = numbered('V-1');
        if (step === 'set-stock' && product) at.bench.company.personDeletesProduct(product.id);
      },
    });

    const outcomes = await save([aProduct(1, { stock: '5' })], gone);

    expect(outcomes.get('p1')?.erpId).not.toBeNull();
    expect(outcomes.get('p1')?.failed).toMatchObject({ code: 'STOCK_REFUSED', refused: true });
  });

  it('is set once when its answer is lost, and keeps no other from being set', async () => {
    at.plan('SetStockQuantity', { kind: 'dropAfterSaving' });
    const journal = journalOf();

    const outcomes = await save(someProducts(3, { stock: '5' }), journal);
    expect([...outcomes.values()].map(({ done }) => done !== undefined)).toEqual([false, true, true]);
    await saveToTheEnd(someProducts(3, { stock: '5' }), journal);

    expect(at.calls('SetStockQuantity')).toBe(3);
    expect(ours().map(({ stock }) => stock)).toEqual(['5', '5', '5']);
  });

  it('is not tried for all the rest when two answers in a row are lost', async () => {
    at.bench.simulator.control.planFault({
      ...{ operation: 'SetStockQuantity', probability: 1 },
      fault: { kind: 'dropBeforeSaving' },
    });

    const outcomes = await save(someProducts(5, { stock: '5' }));

    expect(at.calls('SetStockQuantity')).toBe(2);
    expect([...outcomes.values()].slice(2).map(({ failed }) => failed)).toMatchObject(
      Array(3).fill({ code: 'NO_ANSWER', next: 'retry' }),
    );
  });

  it('waits when it cannot be read, and what has none does not', async () => {
    at.plan('GetProducts', { kind: 'html503NotSaved' });
    const products = [aProduct(1, { stock: '5' }), aProduct(2)];

    const outcomes = await save(products);

    expect(outcomes.get('p1')).toMatchObject({
      erpId: expect.any(String) as string,
      failed: { next: 'retry' },
    });
    expect(outcomes.get('p2')?.done).toBeDefined();
  });

  it('of a service is left alone', async () => {
    await save([aProduct(1, { stock: '5', isService: true })]);
    expect(at.calls('SetStockQuantity')).toBe(0);
  });
});
