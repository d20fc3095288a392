import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it('writes keys in order, at every depth', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2, c: 'æ' }] })).toBe('{"a":[{"c":"æ","d":2}],"b":1}');
  });

  it('leaves out what is undefined, and writes minus zero as zero', () => {
    expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
  });

  it('keeps the order of a list', () => {
    expect(canonicalJson(['b', 'a'])).toBe('["b","a"]');
  });

  it('is the same whatever order the keys came in, and reads back as what went in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
