import { outcomeOf } from './duell.answers.js';
import type { Carried } from '@accounting/http';

const now = new Date('2026-11-23T19:04:00Z');
const came = (body: unknown, over: Partial<Carried> = {}) =>
  outcomeOf(
    {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...over,
    },
    now,
  );

describe('an answer of DUELL’s', () => {
  it.each([true, 1, '1', 'true'])('is one when its status says so: %j', (status) => {
    expect(came({ status, data: [] })).toEqual({ is: 'answer', body: { status, data: [] } });
  });

  it.each([
    [{ status: false, code: 422, message: 'No' }, 422, 'No'],
    [{ status: 'false', code: '422', message: 'No' }, 422, 'No'],
    [{ status: 0, message: '  No\n  price ' }, null, 'No price'],
    [{ status: false, message: 'No', validation_message: 'No' }, null, 'No'],
    [{ status: false, validation_message: { a: ['x', 'y'], b: { c: 'z' } } }, null, 'a: x, y; b: c: z'],
    [{ status: false, message: 404, validation_message: [['deep'], null] }, null, '404; deep'],
    [{ status: false }, null, 'HTTP 200'],
  ])('is a refusal when its status says so, whatever HTTP says: %j', (body, code, text) => {
    expect(came(body)).toEqual({ is: 'refused', code, text });
  });

  it('has HTTP’s status for a code when it has none of its own', () => {
    expect(came({ status: false, message: 'No' }, { status: 404 })).toMatchObject({ code: 404 });
    expect(came({ status: false, code: 422, message: 'No' }, { status: 400 })).toMatchObject({ code: 422 });
  });

  it('is cut when it says too much', () => {
    const outcome = came({ status: false, message: 'x'.repeat(1000) });

    expect(outcome).toMatchObject({ text: `${'x'.repeat(299)}…` });
  });

  it.each([401, 403])('is of somebody who is logged out when its code is %d', (code) => {
    expect(came({ status: false, code, message: 'Expired' })).toEqual({ is: 'logged-out', text: 'Expired' });
    expect(came({ status: false, message: 'Expired' }, { status: code })).toEqual({
      is: 'logged-out',
      text: 'Expired',
    });
  });

  it('is of somebody who is logged out with HTTP 401 and anything in it', () => {
    expect(came('<html></html>', { status: 401 })).toEqual({ is: 'logged-out', text: 'HTTP 401' });
    expect(came('', { status: 401 })).toEqual({ is: 'logged-out', text: 'HTTP 401' });
  });

  it.each([
    ['', 200],
    ['[]', 200],
    ['null', 200],
    ['{"status": tr', 200],
    ['"status"', 500],
    [{ message: 'success' }, 200],
    [{ status: 'maybe' }, 200],
    [{ status: true }, 500],
    [{ status: true }, 302],
  ])('is none: %j with HTTP %d', (body, status) => {
    expect(came(body, { status })).toMatchObject({ is: 'unreadable' });
  });

  it.each([
    ['  <!DOCTYPE html>', 'application/json'],
    ['Forbidden', 'text/html; charset=UTF-8'],
    ['', 'application/xhtml+xml, text/html'],
    ['<?xml version="1.0"?><Error/>', 'application/xml'],
  ])('is a page: %j as %s', (body, type) => {
    expect(came(body, { status: 403, headers: { 'content-type': type } })).toEqual({
      is: 'html',
      status: 403,
    });
  });
});
