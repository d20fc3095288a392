import { callsLeft, openAgainAt } from './duell.limits.js';

const now = new Date('2026-11-23T19:04:00Z');
const in_ = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const epoch = (seconds: number) => String(in_(seconds).getTime() / 1000);

describe('when DUELL takes calls again', () => {
  it.each([
    ['nothing is told: a minute', {}, 60],
    ['seconds', { 'retry-after': '42' }, 42],
    ['a date', { 'retry-after': in_(90).toUTCString() }, 90],
    ['an epoch', { 'x-duell-ratelimit-reset': epoch(30) }, 30],
    ['the later of both', { 'retry-after': '5', 'x-duell-ratelimit-reset': epoch(30) }, 30],
    ['several of one header: the first', { 'retry-after': ['7', '9'] }, 7],
    ['what has passed: a second', { 'retry-after': '0', 'x-duell-ratelimit-reset': epoch(-100) }, 1],
    ['too long to be believed: an hour', { 'retry-after': '86400' }, 3600],
    ['nonsense: a minute', { 'retry-after': 'soon', 'x-duell-ratelimit-reset': '-' }, 60],
    ['a reset that is no epoch: a minute', { 'x-duell-ratelimit-reset': '30' }, 60],
  ])('%s', (_, headers, seconds) => {
    expect(openAgainAt(headers, now)).toEqual(in_(seconds));
  });
});

describe('how many calls are left', () => {
  it('is told with an end', () => {
    const headers = { 'x-duell-ratelimit-remaining': '7', 'x-duell-ratelimit-reset': epoch(30) };
    expect(callsLeft(headers, now)).toEqual({ remaining: 7, resetAt: in_(30) });
    expect(callsLeft({ ...headers, 'x-duell-ratelimit-reset': epoch(100_000) }, now)).toEqual({
      remaining: 7,
      resetAt: in_(3600),
    });
  });

  it.each([
    [{}],
    [{ 'x-duell-ratelimit-remaining': '7' }],
    [{ 'x-duell-ratelimit-reset': epoch(30) }],
    [{ 'x-duell-ratelimit-remaining': 'many', 'x-duell-ratelimit-reset': epoch(30) }],
    [{ 'x-duell-ratelimit-remaining': '0', 'x-duell-ratelimit-reset': epoch(-1) }],
  ])('is not known from %j', (headers) => {
    expect(callsLeft(headers, now)).toBeNull();
  });
});
