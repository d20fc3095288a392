import { storable } from './storable.js';

describe('What is stored', () => {
  it('holds no U+0000, however deep, and is else the same', () => {
    const at = new Date('2026-11-23T20:04:00Z');

    expect(storable({ a: 'x\u0000y', b: ['\u0000'], c: { d: 'z\u0000', e: 7, f: null }, at })).toEqual({
      a: 'xy',
      b: [''],
      c: { d: 'z', e: 7, f: null },
      at,
    });
  });

  it('keeps a backslash-u that a person wrote', () => {
    expect(storable(String.raw`C:\u0000`)).toBe(String.raw`C:\u0000`);
  });
});
