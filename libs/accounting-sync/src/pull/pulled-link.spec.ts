import { type RegisterRecord } from '../register/register-record.js';
import { asLeft, isChangedSince, pulledLink } from './pulled-link.js';

const record = { recordId: '55' } as RegisterRecord;
const before = { id: '1', name: 'Kari', email: 'kari@example.no', phone: '55000000' };

describe('how a pull left it in DUELL', () => {
  const save = { id: '1', name: 'Kari Moe', phone: '55 00 00 01', number: '7' };
  const left = pulledLink('1', record, asLeft(before, save, ['number'])).sent?.hash;

  it('is known again, whatever DUELL makes of blanks in a phone, and of what it does not take', () => {
    expect(isChangedSince(left, { ...before, name: 'Kari Moe', phone: '55000001' })).toBe(false);
  });

  it.each([
    [{ name: 'Kari' }],
    [{ email: 'ny@example.no' }],
    [{ phone: '55000002' }],
    [{ address: { street: 'Strandgata 1', postalCode: '5003', city: 'Bergen', country: 'NO' } }],
    [{ deleted: true }],
  ])('is another one when somebody changed %j there', (change) => {
    expect(isChangedSince(left, { ...before, name: 'Kari Moe', phone: '55000001', ...change })).toBe(true);
  });

  it('says nothing where a push was last', () => {
    expect(isChangedSince('abc', before)).toBe(false);
    expect(isChangedSince(null, before)).toBe(false);
  });
});
