import { AccountingError } from '@accounting/port';
import { memoryTools } from './memory-tools.js';
import { testKitReason } from './reasons.js';

describe('Sessions in memory', () => {
  it('log in once, however many ask at a time', async () => {
    const { sessions } = memoryTools();
    const login = jest.fn(() => Promise.resolve('session-1'));

    expect(await Promise.all([sessions.take('k', login), sessions.take('k', login)])).toEqual([
      'session-1',
      'session-1',
    ]);
    expect(await sessions.take('k', login)).toBe('session-1');
    expect(login).toHaveBeenCalledTimes(1);
  });

  it('log in again, once, when the session is stale', async () => {
    const { sessions } = memoryTools();
    await sessions.take('k', () => Promise.resolve('session-1'));
    const login = jest.fn(() => Promise.resolve('session-2'));

    await Promise.all([sessions.take('k', login, 'session-1'), sessions.take('k', login, 'session-1')]);

    expect(await sessions.take('k', login, 'session-1')).toBe('session-2');
    expect(login).toHaveBeenCalledTimes(1);
  });

  it('remember a refused login until it is forgotten, and no other failure', async () => {
    const { sessions } = memoryTools();
    const failing = (next: 'retry' | 'ask-a-human') =>
      jest.fn(() =>
        Promise.reject(new AccountingError(testKitReason('LOGIN_REFUSED', { username: 'duell' }), next)),
      );
    const down = failing('retry');
    const refused = failing('ask-a-human');

    for (const login of [down, down, refused, refused])
      await expect(sessions.take('k', login)).rejects.toThrow();
    expect([down.mock.calls.length, refused.mock.calls.length]).toEqual([2, 1]);

    sessions.forget('k');
    expect(await sessions.take('k', () => Promise.resolve('session-1'))).toBe('session-1');
  });
});

describe('The budget in memory', () => {
  it('writes down who spent, and lets nobody call while it is closed', async () => {
    const { budget, clock } = memoryTools();
    const resetAt = new Date(clock.now().getTime() + 60_000);
    await budget.spend('k', 'person');

    await budget.report('k', { remaining: 0, resetAt });

    await expect(budget.spend('k', 'work')).rejects.toMatchObject({ next: 'retry', retryAt: resetAt });
    expect(budget.spent).toEqual([{ key: 'k', purpose: 'person', at: clock.now() }]);
  });
});
