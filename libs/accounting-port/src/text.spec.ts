import { carriesMarker, cut, markedText } from './text.js';

const marker = '4k7f3q2m9xwt';

describe('A marked text', () => {
  it('ends with the marker', () => {
    expect(markedText({ label: '1 Z 1042', text: 'Salg 25 %', marker }, 75)).toBe(
      '1 Z 1042 Salg 25 % [4k7f3q2m9xwt]',
    );
  });

  it('has the note of a person as far as there is room', () => {
    const parts = { label: '1 Z 1042', text: 'Kassedifferanse', note: 'Talt to ganger '.repeat(9), marker };
    const text = markedText(parts, 75);

    expect(text).toHaveLength(75);
    expect(text).toMatch(/^1 Z 1042 Kassedifferanse: Talt to ganger .* \[4k7f3q2m9xwt\]$/);
  });

  it('is cut before the marker, never the marker, and never in the middle of a character', () => {
    const text = markedText({ label: 'Z 1', text: `${'a'.repeat(55)}😀😀`, marker }, 75);

    expect(text.length).toBeLessThanOrEqual(75);
    expect(carriesMarker(text, marker)).toBe(true);
    expect(text.isWellFormed()).toBe(true);
    expect(cut('a😀', 2)).toBe('a');
  });

  it('is one line, whatever was written', () => {
    expect(markedText({ label: 'Z 1', text: 'to\nlinjer\u0000\t her', marker }, 75)).toBe(
      'Z 1 to linjer her [4k7f3q2m9xwt]',
    );
  });
});
