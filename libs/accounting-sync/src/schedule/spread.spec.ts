import { share } from './spread.js';

const keys = Array.from(
  { length: 10_000 },
  (_, index) => `${1000 + Math.floor(index / 3)}/${1 + (index % 3)}`,
);

/** How many of so many equal parts of [0, 1) hold how many. */
function counts(places: number[], parts: number): number[] {
  const found = Array<number>(parts).fill(0);
  for (const place of places) found[Math.floor(place * parts)]!++;
  return found;
}

describe('the place of a key', () => {
  it('never changes', () => {
    expect(['', 'slot/z-report/4711/1', 'slot/z-report/4711/2'].map(share)).toEqual([
      0.6689221884589642, 0.1451924736611545, 0.24657833203673363,
    ]);
  });

  it.each(['slot/z-report', 'slot/product', 'turn/invoice', 'open/z-report'])(
    'is even over ten thousand departments (%s)',
    (question) => {
      const places = keys.map((key) => share(`${question}/${key}`));
      // A dice gives 100 ± 10 in each of a hundred parts; four times that is no accident any more.
      for (const count of counts(places, 100)) expect(Math.abs(count - 100)).toBeLessThan(45);
      // And every third and seventh of the weeks' turns.
      for (const count of counts(places, 7)) expect(Math.abs(count - 10_000 / 7)).toBeLessThan(150);
    },
  );

  it('is another one for another question', () => {
    const far = keys.filter(
      (key) => Math.abs(share(`slot/invoice/${key}`) - share(`slot/product/${key}`)) > 0.1,
    );
    // Of two independent places 81 % are that far apart.
    expect(far.length / keys.length).toBeCloseTo(0.81, 1);
  });
});
