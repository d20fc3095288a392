import { systemIds } from '@accounting/port';
import { Seal, SealBroken } from './seal.js';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

describe('A sealed secret', () => {
  const seal = new Seal([key(1)], systemIds);

  it('opens for the row it was sealed for, and is never the same twice', () => {
    const sealed = seal.seal('hemmelig æøå', 'connection/1/2');

    expect(seal.open(sealed, 'connection/1/2')).toBe('hemmelig æøå');
    expect(sealed).not.toContain('hemmelig');
    expect(seal.seal('hemmelig æøå', 'connection/1/2')).not.toBe(sealed);
  });

  it('does not open when it is copied to another row', () => {
    expect(() => seal.open(seal.seal('hemmelig', 'connection/1/2'), 'connection/1/3')).toThrow(SealBroken);
  });

  it('does not open when it was changed', () => {
    const [fingerprint, body = ''] = seal.seal('hemmelig', 'a').split(':');
    const bytes = Buffer.from(body, 'base64');
    bytes.writeUInt8((bytes.at(-20) ?? 0) ^ 1, bytes.length - 20);

    expect(() => seal.open(`${fingerprint}:${bytes.toString('base64')}`, 'a')).toThrow(SealBroken);
  });

  it('opens with an older key after a rotation, and is then written with the first', () => {
    const old = seal.seal('hemmelig', 'a');
    const rotated = new Seal([key(2), key(1)], systemIds);

    expect(rotated.open(old, 'a')).toBe('hemmelig');
    expect(() => seal.open(rotated.seal('hemmelig', 'a'), 'a')).toThrow('No secrets key with fingerprint');
  });

  it('needs keys of 32 bytes', () => {
    expect(() => new Seal([], systemIds)).toThrow(RangeError);
    expect(() => new Seal([Buffer.alloc(16).toString('base64')], systemIds)).toThrow('32 bytes');
  });
});
