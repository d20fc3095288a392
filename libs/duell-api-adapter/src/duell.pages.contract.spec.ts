import { TestClock } from '@accounting/testkit';
import { allOf, atDuell, failureOf } from '../simulator/at-duell.js';

const at = atDuell();

const fill = (count: number) => Array.from({ length: count }, () => at.shop.addProduct());
const ids = (products: { id: string }[]) => products.map(({ id }) => id);

describe('a list', () => {
  it('is moved on by the rows that came, whatever was asked', async () => {
    const added = fill(90);
    at.shop.switches.pageCap = 20;

    expect(ids(await allOf(at.open().products('1', null))).sort()).toEqual(added.sort());
  });

  it('never asks for more than 100 rows', async () => {
    fill(1);
    at.readapt({ pageSize: 500 });
    await allOf(at.open().products('1', null));

    expect(at.log()).toContain('length=100');
  });

  it('ends without a total, too', async () => {
    const added = fill(150);
    at.shop.switches.tellsTotal = false;

    expect(ids(await allOf(at.open().products('1', null))).sort()).toEqual(added.sort());
  });

  it('gives a row once though new ones push it down meanwhile', async () => {
    const added = fill(150);
    const seen: string[] = [];
    for await (const page of at.open().products('1', null)) {
      if (seen.length === 0) fill(3);
      seen.push(...ids(page));
    }

    expect([...seen].sort()).toEqual(added.sort());
  });

  it('misses no row though others go away meanwhile', async () => {
    const added = fill(250);
    const seen: string[] = [];
    for await (const page of at.open().products('1', null)) {
      // Newest first: these were seen, and those behind them move up.
      if (seen.length === 0) for (const id of ids(page).slice(0, 5)) at.shop.removeProduct(id);
      seen.push(...ids(page));
    }

    expect([...seen].sort()).toEqual(added.sort());
  });

  it('misses none at the very end', async () => {
    const added = fill(101);
    const seen: string[] = [];
    for await (const page of at.open().products('1', null)) {
      if (seen.length === 0) at.shop.removeProduct(ids(page)[0]!);
      seen.push(...ids(page));
    }

    expect([...seen].sort()).toEqual(added.sort());
  });

  it('that shows the same rows again and again is not taken for whole', async () => {
    const row = { department_id: '1', department_name: 'Sentrum', api_token: 'x' };
    at.control.planFault({
      operation: 'department/list',
      probability: 1,
      fault: { kind: 'json', value: { status: true, total_count: 3, departments: [row] } },
    });

    expect(await failureOf(at.open().departments())).toMatchObject({
      code: 'DUELL_LIST_STUCK',
      next: 'retry',
    });
  });

  it('waits between its pages', async () => {
    fill(250);
    at.readapt({ pauseMs: 500 });
    const clock = new TestClock(undefined, { autoAdvance: true });
    await allOf(at.open({ clock }).products('1', null));

    expect(clock.monotonic()).toBe(2 * 500);
  });

  it('asks for no page before it is wanted', async () => {
    fill(250);
    const list = at.open().products('1', null)[Symbol.asyncIterator]();
    await list.next();

    expect(at.calls('product/list')).toBe(1);
    await list.return?.();
    expect(at.calls('product/list')).toBe(1);
  });
});

describe('deleted products', () => {
  it('are asked for apart', async () => {
    const [kept, gone] = fill(2);
    at.shop.deleteProduct(gone!);

    const products = await allOf(at.open().products('1', null));

    expect(products.map(({ id, deleted }) => [id, deleted])).toEqual([
      [kept, false],
      [gone, true],
    ]);
  });

  it('come once where asking for them has no effect', async () => {
    const [, gone] = fill(150);
    at.shop.deleteProduct(gone!);
    at.shop.switches.workingFilters = [];
    at.shop.switches.deletedApart = false;

    const products = await allOf(at.open().products('1', null));

    expect(products).toHaveLength(150);
    expect(products.filter(({ deleted }) => deleted)).toHaveLength(1);
    expect(at.calls('product/list')).toBe(3);
  });
});

describe('what changed since an instant', () => {
  it('is looked for by us, unless the filter is believed', async () => {
    fill(1);
    await at.clock.advance(24 * 3_600_000);
    const [changed] = fill(1);
    const since = at.clock.now();

    expect(ids(await allOf(at.open().products('1', since)))).toEqual([changed]);
    expect(at.log()).not.toContain('last_update_date');

    at.readapt({ trustedFilters: ['last_update_date'] });
    at.shop.switches.workingFilters.push('last_update_date');
    expect(ids(await allOf(at.open().products('1', since)))).toEqual([changed]);
    expect(at.log()).toContain('filter%5Blast_update_date%5D=2026-11-24+17%3A04%3A00');
  });

  it('holds rows that tell no time', async () => {
    at.shop.addProduct({ updated_at: '', created_at: '0000-00-00 00:00:00' });

    const [product] = await allOf(at.open().products('1', at.clock.now()));

    expect(product?.updatedAt).toBe(at.clock.now().toISOString());
  });
});

describe('rows that can’t be read', () => {
  it.each([
    [{ price_inc_vat: '' }, 'prisen «»'],
    [{ price_inc_vat: '1.234' }, 'prisen «1.234»'],
    [{ price_inc_vat: '1,234.00' }, 'prisen «1,234.00»'],
    [{ cost_price: 'ukjent' }, 'innkjøpsprisen «ukjent»'],
    [{ product_name: ' ' }, 'navnet mangler'],
    [{ currency_code: 'EUR' }, 'EUR'],
    [{ product_id: '' }, 'product_id'],
    [{ vatrate_percent: '24.00' }, 'mva-sats «24.00»'],
    [{ vatrate_percent: '' }, 'mva-sats «»'],
  ])('are left out and told of: %j', async (odd, said) => {
    at.shop.addProduct(odd);
    const good = at.shop.addProduct();

    expect(ids(await allOf(at.open().products('1', null)))).toEqual([good]);
    expect(at.told).toHaveLength(1);
    expect(at.told[0]?.message).toContain(said);
    expect(at.told[0]?.code).toMatch(/^DUELL_(ROW_LEFT_OUT|VAT_RATE_UNKNOWN)$/);
  });

  it('are told of as well when customers or stock have them', async () => {
    const product = at.shop.addProduct();
    at.shop.addCustomer({ customer_name: '' });
    at.shop.setStock('1', product, Number.NaN);

    expect(await allOf(at.open().customers('1', null))).toEqual([]);
    expect(await allOf(at.open().stock('1'))).toEqual([]);
    expect(at.told.map(({ message }) => message)).toEqual([
      expect.stringContaining('navnet mangler'),
      expect.stringContaining('er ikke et tall'),
    ]);
  });
});

describe('departments', () => {
  it('are read with their tokens once, and named by both when one is not there', async () => {
    const catalogue = at.open();
    await allOf(catalogue.stock('1'));
    await allOf(catalogue.stock('2'));
    expect(at.calls('department/list')).toBe(1);

    const failure = await failureOf(allOf(catalogue.stock('3')));
    expect(failure).toMatchObject({ code: 'DUELL_DEPARTMENT_UNKNOWN', next: 'ask-a-human' });
    expect(failure.reason.message).toContain('1 Butikk Sentrum, 2 Butikk Havna');
  });

  it('without a token have no stock to read', async () => {
    at.shop.addDepartment({ id: '3', name: 'Butikk Ny', apiToken: '' });

    expect(await failureOf(allOf(at.open().stock('3')))).toMatchObject({
      code: 'DUELL_DEPARTMENT_WITHOUT_TOKEN',
    });
  });
});
