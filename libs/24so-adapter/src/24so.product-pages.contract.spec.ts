import type { ErpProduct } from '@accounting/port';
import { atWork, failureOf } from '../simulator/24so.bench.js';

const at = atWork();
const COUNT = 3900;

async function read(since: Date | null = null): Promise<ErpProduct[][]> {
  const pages: ErpProduct[][] = [];
  for await (const page of at.open().products(since)) pages.push(page);
  return pages;
}

describe('a register of very many products', () => {
  beforeEach(() =>
    at.bench.company.addProducts(
      Array.from({ length: COUNT }, (_, n) => ({
        number: `V-${n}`,
        name: `Vare ${n}`,
        price: 100 + n,
        ean1: String(7_030_000_000_000 + n),
        stock: '12',
      })),
    ),
  );

  it('is read in one call when that is not too large', async () => {
    expect((await read()).map(({ length }) => length)).toEqual([1000, 1000, 1000, COUNT + 1 - 3000]);
    expect(at.calls('GetProducts')).toBe(1);
  });

  it('is read in parts when one answer is too large, and is the same', async () => {
    const whole = (await read()).flat();
    at.readapt({ largestAnswer: 500_000 });

    const pages = await read();

    expect(pages.map(({ length }) => length)).toEqual([2000, COUNT + 1 - 2000]);
    expect(pages.flat()).toEqual(whole);
    // Before; in vain; the ids; two parts.
    expect(at.calls('GetProducts')).toBe(1 + 1 + 1 + 2);
  });

  it('of which little changed is read in one call', async () => {
    await at.bench.tools.clock.advance(3_600_000);
    const since = at.bench.tools.clock.now();
    at.bench.company.personSavesProduct({ number: 'V-7', changes: { name: 'Annet' } });
    at.readapt({ largestAnswer: 500_000 });

    await expect(read(since)).resolves.toMatchObject([[{ number: 'V-7', name: 'Annet' }]]);
    expect(at.calls('GetProducts')).toBe(1);
  });

  it('that is too large even by ids is told, and not tried for ever', async () => {
    at.readapt({ largestAnswer: 5_000 });

    expect(await failureOf(read())).toMatchObject({ code: 'ANSWER_TOO_LARGE', next: 'ask-a-human' });
  });
});
