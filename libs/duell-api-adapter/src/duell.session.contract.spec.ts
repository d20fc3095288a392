import { allOf, atDuell, failureOf } from '../simulator/at-duell.js';
import { keysOf } from './duell.keys.js';

const at = atDuell();
const product = { id: null, number: 'K-1000', name: 'Kaffe', priceIncVat: 22_905, vatRate: 15 };

describe('a session', () => {
  it('is made once, and shared', async () => {
    await at.open().departments();
    await at.open({ purpose: 'person' }).departments();

    expect(at.calls('getaccesstokens')).toBe(1);
  });

  it.each(['http', 401, 403] as const)(
    'is renewed once when it has ended, and the write goes again: %s',
    async (as) => {
      at.plan('product/save', { kind: 'expireToken', as });

      await at.open().saveProduct('1', product);

      expect(at.calls('getaccesstokens')).toBe(2);
      expect(at.shop.products()).toHaveLength(1);
    },
  );

  it('that is not taken a second time asks a human', async () => {
    at.plan('department/list', { kind: 'expireToken', as: 403 });
    at.plan('department/list', { kind: 'expireToken', as: 403 });
    at.control.planFault({ operation: 'department/list', nth: 2, fault: { kind: 'expireToken', as: 403 } });

    expect(await failureOf(at.open().departments())).toMatchObject({
      code: 'DUELL_TOKEN_NOT_ACCEPTED',
      next: 'ask-a-human',
      reason: { who: 'DUELL' },
    });
    expect(at.calls('department/list')).toBe(2);
  });

  it('is made anew when we go out through another address', async () => {
    await at.open().departments();
    at.control.callersComeFrom('192.0.2.7');

    expect(await at.open().departments()).toHaveLength(2);
    expect(at.calls('getaccesstokens')).toBe(2);
  });

  it('is made anew after three days', async () => {
    await at.open().departments();
    await at.clock.advance(4 * 24 * 3_600_000);

    expect(await at.open().departments()).toHaveLength(2);
  });
});

describe('a login', () => {
  it('that is refused is not tried again, and not told of with the token in it', async () => {
    at.shop.changeToken('another-token-than-the-one-we-have-1');

    const failure = await failureOf(at.open().departments());
    expect(failure).toMatchObject({
      code: 'DUELL_LOGIN_REFUSED',
      next: 'ask-a-human',
      reason: { who: 'butikk' },
    });
    expect(failure.reason.message).toContain('Invalid client number or token ***');
    for (let turn = 0; turn < 3; turn++) await failureOf(allOf(at.open().products('1', null)));
    expect(at.calls('getaccesstokens')).toBe(1);
  });

  it.each([400, 401, 403, 422, undefined])('that is refused with code %s is refused', async (code) => {
    at.plan('getaccesstokens', { kind: 'refusal', code, message: 'Unknown client' });

    expect(await failureOf(at.open().departments())).toMatchObject({ code: 'DUELL_LOGIN_REFUSED' });
    expect(await failureOf(at.open().departments())).toMatchObject({ code: 'DUELL_LOGIN_REFUSED' });
    expect(at.calls('getaccesstokens')).toBe(1);
  });

  it('with another token has another key, so that an old refusal is not in its way', () => {
    const { host, client } = at.bench;
    const other = { ...client, credentials: { ...client.credentials, clientToken: 'x'.repeat(31) } };

    expect(host.session(other)).not.toBe(host.session(client));
  });

  it('is tried again when the refusal is forgotten', async () => {
    const { clientToken } = at.shop;
    at.shop.changeToken('another-token-than-the-one-we-have-1');
    await failureOf(at.open().departments());
    at.shop.changeToken(clientToken);
    at.bench.tools.sessions.forget(at.bench.host.session(at.bench.client));

    expect(await at.open().departments()).toHaveLength(2);
  });

  it.each([
    { kind: 'dropAfterSaving' } as const,
    { kind: 'html', status: 405 } as const,
    { kind: 'html', status: 503 } as const,
    { kind: 'emptyAnswer', saved: false } as const,
    { kind: 'tooMany' } as const,
    { kind: 'json', value: { status: true, token: '' } } as const,
    { kind: 'refusal', code: 503, message: 'Down' } as const,
    { kind: 'refusal', message: 'Webservice is temporary unavailable. Please try again.' } as const,
  ])('that does not come through is nothing to remember: %j', async (fault) => {
    at.plan('getaccesstokens', fault);

    const failure = await failureOf(at.open().departments());
    expect(failure.next).toBe('retry');
    await at.clock.advanceTo(failure.retryAt ?? at.clock.now());

    expect(await at.open().departments()).toHaveLength(2);
  });

  it('needs both fields, and asks nobody without', async () => {
    at.bench.client.credentials = { clientNumber: '123456', clientToken: ' ' };

    expect(await failureOf(at.open().departments())).toMatchObject({
      code: 'DUELL_CREDENTIALS_MISSING',
      next: 'ask-a-human',
    });
    expect(at.control.calls()).toEqual([]);
  });

  it('forgives blanks around what was pasted', async () => {
    at.bench.client.credentials = { clientNumber: ' 123456 ', clientToken: `\t${at.shop.clientToken}\n` };

    expect(await at.open().departments()).toHaveLength(2);
  });
});

describe('limits', () => {
  it('that DUELL tells of are kept: nobody asks before the end', async () => {
    at.control.limit(2);
    const failure = await failureOf(allOf(at.open().stock('1')).then(() => at.open().departments()));
    const asked = at.control.calls().length;

    expect(failure.next).toBe('retry');
    expect(failure.retryAt?.getTime()).toBeGreaterThan(at.clock.now().getTime());
    await failureOf(at.open().departments());
    expect(at.control.calls()).toHaveLength(asked);
    expect(at.control.calls().map(({ outcome }) => outcome)).not.toContain('too many');

    await at.clock.advance(60_000);
    expect(await at.open().departments()).toHaveLength(2);
  });

  it('that come as a refusal close the budget, for as long as told', async () => {
    at.plan('department/list', { kind: 'tooMany', headers: { 'Retry-After': '42' } });
    const until = new Date(at.clock.now().getTime() + 42_000);

    expect(await failureOf(at.open().departments())).toMatchObject({
      code: 'DUELL_RATE_LIMITED',
      next: 'retry',
      retryAt: until,
    });
    expect(await failureOf(at.open().departments())).toMatchObject({ retryAt: until });
  });

  it.each([
    [{ kind: 'html', status: 403 } as const, 'DUELL_BLOCKED_BY_FIREWALL'],
    [{ kind: 'tooMany' } as const, 'DUELL_RATE_LIMITED'],
  ])('keep their cause while they last: %j', async (fault, code) => {
    at.plan('department/list', fault);
    const first = await failureOf(at.open().departments());
    const asked = at.control.calls().length;

    const again = await failureOf(at.open().departments());
    expect(again).toMatchObject({ code, next: 'retry', reason: first.reason, retryAt: first.retryAt });
    expect(at.control.calls()).toHaveLength(asked);
  });

  it('of our own counting are told as DUELL’s too', async () => {
    const until = new Date(at.clock.now().getTime() + 120_000);
    await at.bench.tools.budget.close(keysOf(at.bench.client).budget, until);

    expect(await failureOf(at.open().departments())).toMatchObject({
      code: 'DUELL_RATE_LIMITED',
      retryAt: until,
    });
  });

  it('that come in a body with HTTP 200 are limits too', async () => {
    at.plan('department/list', { kind: 'refusal', code: 429, message: 'Too many' });

    expect(await failureOf(at.open().departments())).toMatchObject({ code: 'DUELL_RATE_LIMITED' });
  });
});

describe('secrets', () => {
  it('stand in no exchange and no error: client token, bearer, department tokens', async () => {
    const id = at.shop.addProduct({ product_number: 'K-1' });
    const catalogue = at.open();
    await catalogue.departments();
    await allOf(catalogue.stock('1'));
    await catalogue.setStock('1', { productId: id, number: 'K-1', quantity: '3' });
    const token = at.shop.departmentToken('1');
    at.plan('product/adjust-stock', { kind: 'refusal', code: 422, message: `Token ${token} is not valid` });
    const failure = await failureOf(catalogue.setStock('1', { productId: id, number: 'K-1', quantity: '4' }));
    at.control.expireTokens();
    at.shop.changeToken('another-token-than-the-one-we-have-1');
    const refused = await failureOf(catalogue.departments());

    const seen = JSON.stringify([
      at.bench.tools.exchanges.all,
      failure.reason,
      failure.message,
      refused.reason,
    ]);
    expect(seen).toContain('department_token');
    for (const secret of [
      at.bench.client.credentials.clientToken,
      token,
      at.shop.departmentToken('2'),
      'eyJ',
    ])
      expect(seen).not.toContain(secret);
    expect(failure.reason.message).toContain('Token *** is not valid');
  });
});
