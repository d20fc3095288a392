import { LONGEST, Texts, tidy } from './24so.texts.js';

describe('a text', () => {
  it('that fits is left as it is', () => {
    const texts = new Texts('Vare 1');
    expect(texts.take('navn', 'Blåbærsyltetøy & «ost» 😀', 125)).toBe('Blåbærsyltetøy & «ost» 😀');
    expect(texts.take('navn', 'æ'.repeat(125), 125)).toBe('æ'.repeat(125));
    expect(texts.notes).toEqual([]);
  });

  it('that is too long is cut by its characters, and the log says so', () => {
    const texts = new Texts('Vare K-1');
    expect(texts.take('navn', 'ø'.repeat(126), 125)).toBe('ø'.repeat(125));
    expect(texts.notes).toMatchObject([{ code: 'TEXT_CUT', who: 'butikk' }]);
    expect(texts.notes[0]?.message).toContain('Vare K-1');
    expect(texts.notes[0]?.message).toContain('125 tegn');
  });

  it('is not cut in the middle of an emoji', () => {
    expect(new Texts('x').take('navn', `${'a'.repeat(124)}😀b`, 125)).toBe('a'.repeat(124));
  });

  it('has no blank left at its end', () => {
    expect(new Texts('x').take('navn', `${'a'.repeat(124)} bcd`, 125)).toBe('a'.repeat(124));
  });

  it.each([null, undefined, '', '  ', '\u0000'])('that is empty is not sent: %j', (text) => {
    expect(new Texts('x').take('navn', text, 125)).toBeUndefined();
  });

  it('has lines as XML brings them back', () => {
    expect(tidy(' a\r\nb\rc\u0007 ')).toBe('a\nb\nc');
  });
});

describe("a category's name", () => {
  it('keeps the rate at its end, which tells it from others', () => {
    const texts = new Texts('Vare 1');
    const [high, low] = ['25 %', '11,11 %'].map((rate) => texts.category(`${'Ø'.repeat(200)} ${rate}`));
    expect(high).toBe(`${'Ø'.repeat(LONGEST.category - 5)} 25 %`);
    expect(low?.length).toBe(LONGEST.category);
    expect(low?.endsWith(' 11,11 %')).toBe(true);
    expect(texts.notes).toHaveLength(1);
  });

  it('without a rate is cut like any other', () => {
    expect(new Texts('x').category('a'.repeat(200))).toBe('a'.repeat(LONGEST.category));
    expect(new Texts('x').category(' Mat og drikke ')).toBe('Mat og drikke');
  });
});
