import { TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { follow } from './read-register.js';
import { RegisterRecord } from './register-record.js';

const REGISTER = { adapter: 'memory', companyId: '1', kind: 'product' } as const;
const listed = (id: number) => ({ id: `P${id}`, number: `K-${id}`, active: true });
const PAGE = [listed(1)];
const DAY_MS = 24 * 3_600_000;

describe('what we know of a register', () => {
  let clock: TestClock;
  let shop: Workshop;
  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    shop = await openWorkshop({ adapters: [], clock });
  });
  afterEach(() => shop.close());

  const read = (pages: (since: Date | null) => AsyncIterable<typeof PAGE>) =>
    follow(shop.em.fork(), REGISTER, clock, pages);
  const records = async () =>
    (await shop.em.fork().find(RegisterRecord, {}, { orderBy: { recordId: 'asc' } })).map(
      ({ recordId, active }) => ({ recordId, active }),
    );

  it('is read whole once a day, and else from shortly before the last reading', async () => {
    const asked: (Date | null)[] = [];
    const listen = (since: Date | null) => {
      asked.push(since);
      return pagesOf(PAGE);
    };
    await read(listen);
    await clock.advance(3_600_000);
    await read(listen);
    await clock.advance(DAY_MS);
    await read(listen);

    expect(asked).toEqual([null, new Date('2026-11-23T11:58:00+01:00'), null]);
  });

  it('says of what is no longer listed that it is gone', async () => {
    await read(() => pagesOf([listed(1), listed(2)]));
    await clock.advance(DAY_MS);
    await read(() => pagesOf([listed(2)]));

    expect(await records()).toEqual([
      { recordId: 'P1', active: false },
      { recordId: 'P2', active: true },
    ]);
  });

  it.each([
    ['all of it', 5, 0],
    ['more than a tenth', 200, 179],
  ])('is not believed to have lost %s before it says so twice', async (_, before, after) => {
    const some = (count: number) => Array.from({ length: count }, (_each, index) => listed(index));
    const active = async () => (await records()).filter((record) => record.active).length;
    await read(() => pagesOf(some(before)));
    await clock.advance(DAY_MS);
    await read(() => pagesOf(some(after)));
    expect(await active()).toBe(before);
    await clock.advance(DAY_MS);
    await read(() => pagesOf(some(before)));
    await clock.advance(DAY_MS);
    await read(() => pagesOf(some(after)));
    expect(await active()).toBe(before);

    await clock.advance(DAY_MS);
    await read(() => pagesOf(some(after)));
    expect(await active()).toBe(after);
  });

  it('has lost nothing where rows of it could not be read', async () => {
    await read(() => pagesOf([listed(1), listed(2)]));
    await clock.advance(DAY_MS);
    await follow(
      shop.em.fork(),
      REGISTER,
      clock,
      () => pagesOf([listed(2)]),
      () => false,
    );

    expect((await records()).every(({ active }) => active)).toBe(true);
  });

  it('is not made older by a reading that began first and ends last', async () => {
    const [slowGoesOn, fastGoesOn] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const fastHasRead = Promise.withResolvers<null>();
    const slow = read(async function* () {
      await slowGoesOn.promise;
      yield PAGE;
    });
    await clock.advance(1_000);
    const fast = read(async function* () {
      yield PAGE;
      fastHasRead.resolve(null);
      await fastGoesOn.promise;
    });
    await fastHasRead.promise;
    slowGoesOn.resolve(null);
    await slow;
    fastGoesOn.resolve(null);
    await fast;

    expect(await records()).toEqual([{ recordId: 'P1', active: true }]);
  });
});

async function* pagesOf(...pages: (typeof PAGE)[]): AsyncIterable<typeof PAGE> {
  yield* await Promise.resolve(pages);
}
