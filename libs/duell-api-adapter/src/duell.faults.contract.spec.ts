import type { HostCatalogue } from '@accounting/port';
import { allOf, atDuell, failureOf } from '../simulator/at-duell.js';
import type { Fault } from '../simulator/faults.js';

const at = atDuell();

const product = { id: null, number: 'K-1000', name: 'Kaffe', priceIncVat: 22_905, vatRate: 15 };
const save = (catalogue: HostCatalogue) => catalogue.saveProduct('1', product);
const list = (catalogue: HostCatalogue) => allOf(catalogue.products('1', null));

/** An answer that does not say whether the work was done. */
const SILENT: Fault[] = [
  { kind: 'dropAfterSaving' },
  { kind: 'dropBeforeSaving' },
  { kind: 'emptyAnswer', saved: true },
  { kind: 'emptyAnswer', saved: false },
  { kind: 'cutOff', saved: true },
  { kind: 'html', status: 503, saved: true },
  { kind: 'html', status: 500 },
  { kind: 'html', status: 200, saved: true },
  { kind: 'json', value: { message: 'success' }, saved: true },
  { kind: 'json', value: [] },
  { kind: 'refusal', code: 500, message: 'Internal error', saved: true },
  { kind: 'refusal', http: 502, message: 'Bad gateway' },
  { kind: 'refusal', message: 'Webservice is temporary unavailable. Please try again.' },
];

describe('a write', () => {
  it.each(SILENT)(
    'whose answer tells nothing is looked up first, and stands once in the end: %j',
    async (fault) => {
      at.plan('product/save', fault);
      const catalogue = at.open();

      expect(await failureOf(save(catalogue))).toMatchObject({
        code: 'DUELL_OUTCOME_UNKNOWN',
        next: 'look-up-first',
      });
      await save(catalogue);
      expect(at.shop.products()).toMatchObject([{ product_number: 'K-1000', price_inc_vat: '229.05' }]);
    },
  );

  it('that takes too long is looked up first', async () => {
    at.readapt({ writeTimeoutMs: 150 });
    at.plan('product/save', { kind: 'slow', ms: 60_000 });

    expect(await failureOf(save(at.open()))).toMatchObject({ next: 'look-up-first' });
    await at.clock.advance(60_000);
  });

  it.each<[Fault, string]>([
    [
      { kind: 'refusal', code: 422, message: 'No', validation: { vatrate_percent: ['Unknown rate'] } },
      'vatrate_percent: Unknown rate',
    ],
    [{ kind: 'refusal', code: '422', message: 'No', validation: ['Unknown rate'] }, 'No; Unknown rate'],
    [{ kind: 'refusal', http: 400, message: 'Unknown rate' }, 'Unknown rate'],
    [{ kind: 'refusal', validation: 'Unknown rate' }, 'Unknown rate'],
    [{ kind: 'refusal' }, 'HTTP 200'],
  ])('that is refused asks a human, with what DUELL said: %j', async (fault, said) => {
    at.plan('product/save', fault);

    const failure = await failureOf(save(at.open()));

    expect(failure).toMatchObject({ code: 'DUELL_REFUSED', next: 'ask-a-human', refused: true });
    expect(failure.reason.message).toContain(said);
    expect(at.shop.products()).toEqual([]);
  });

  it.each([202, 403, 405])(
    'that the firewall answers (HTTP %d) was not done, and goes again later',
    async (status) => {
      at.plan('product/save', { kind: 'html', status });

      expect(await failureOf(save(at.open()))).toMatchObject({
        code: 'DUELL_BLOCKED_BY_FIREWALL',
        next: 'retry',
        reason: { who: 'DUELL' },
      });
    },
  );

  it('that cannot leave was not done', async () => {
    const catalogue = at.open();
    await catalogue.departments();
    at.readapt({ apiUrl: 'http://127.0.0.1:1/v1' });

    expect(await failureOf(save(at.open()))).toMatchObject({ code: 'DUELL_UNREACHABLE', next: 'retry' });
  });
});

describe('a read', () => {
  it.each(SILENT.filter((fault) => fault.kind !== 'html'))('is tried again: %j', async (fault) => {
    at.plan('product/list', fault);

    expect(await failureOf(list(at.open()))).toMatchObject({ next: 'retry', refused: false });
  });

  it.each([
    [200, 'DUELL_BLOCKED_BY_FIREWALL'],
    [202, 'DUELL_BLOCKED_BY_FIREWALL'],
    [403, 'DUELL_BLOCKED_BY_FIREWALL'],
    [405, 'DUELL_BLOCKED_BY_FIREWALL'],
    [301, 'DUELL_ANSWER_UNREADABLE'],
    [404, 'DUELL_ANSWER_UNREADABLE'],
    [503, 'DUELL_ANSWER_UNREADABLE'],
  ])('that is answered by a page with HTTP %d: %s', async (status, code) => {
    at.plan('product/list', { kind: 'html', status });

    expect(await failureOf(list(at.open()))).toMatchObject({ code, next: 'retry' });
  });

  it('that is refused asks a human', async () => {
    at.plan('product/list', { kind: 'refusal', code: 422, message: 'Unknown filter' });

    expect(await failureOf(list(at.open()))).toMatchObject({
      code: 'DUELL_REFUSED',
      next: 'ask-a-human',
      refused: false,
    });
  });

  it('that takes too long is tried again', async () => {
    at.readapt({ readTimeoutMs: 150 });
    at.plan('product/list', { kind: 'slow', ms: 60_000 });

    expect(await failureOf(list(at.open()))).toMatchObject({ code: 'DUELL_NO_ANSWER', next: 'retry' });
    await at.clock.advance(60_000);
  });

  it('without its list is not taken for an empty one', async () => {
    at.plan('product/list', { kind: 'json', value: { status: true, total_count: 3 } });

    expect(await failureOf(list(at.open()))).toMatchObject({ code: 'DUELL_ANSWER_UNREADABLE' });
  });

  it('with nothing in it may come without its list', async () => {
    at.plan('product/list', { kind: 'json', value: { status: '1', total_count: '0', products: null } });

    expect(await list(at.open())).toEqual([]);
  });
});

describe('the firewall', () => {
  it('is left in peace for five minutes, whoever asks', async () => {
    at.control.block();
    const failure = await failureOf(at.open().departments());
    const asked = at.control.calls().length;

    expect(failure.retryAt).toEqual(new Date(at.clock.now().getTime() + 5 * 60_000));
    await expect(at.open().departments()).rejects.toMatchObject({ next: 'retry' });
    expect(at.control.calls()).toHaveLength(asked);

    await at.clock.advance(5 * 60_000);
    at.control.block(false);
    expect(await at.open().departments()).toHaveLength(2);
  });
});
