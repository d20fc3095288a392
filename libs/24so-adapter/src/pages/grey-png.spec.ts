import { decodedPng } from './decoded-png.builder.js';
import { greyPng } from './grey-png.js';

const PICTURE = { width: 5, height: 2, dotsPerInch: 200 };

describe('a grey PNG', () => {
  it('has each pixel in the nearest of four greys, also where a row ends inside a byte', () => {
    const data = Uint8Array.from([0, 42, 43, 127, 128, 212, 213, 255, 85, 170]);

    expect(decodedPng(greyPng({ ...PICTURE, data }))).toMatchObject({
      rows: [
        [0, 0, 1, 1, 2],
        [2, 3, 3, 1, 2],
      ],
    });
  });

  it('tells its size, two bits a pixel, and how large it is on paper', () => {
    const png = greyPng({ ...PICTURE, data: new Uint8Array(10) });

    expect(decodedPng(png)).toMatchObject({ width: 5, height: 2, bits: 2, colour: 0, dotsPerMetre: 7874 });
  });

  it.each([1, 2, 3, 4, 7, 8])('of %i pixels in a row is read back as it was', (width) => {
    const data = Uint8Array.from({ length: width * 3 }, (_, index) => (index % 4) * 85);
    const { rows } = decodedPng(greyPng({ width, height: 3, data, dotsPerInch: 72 }));

    expect(rows.flat()).toEqual(Array.from(data, (grey) => grey / 85));
  });
});
