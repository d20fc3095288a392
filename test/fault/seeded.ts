/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): {
  next(): number;
  whole(below: number): number;
  oneIn(n: number): boolean;
} {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { next, whole, oneIn: (n) => whole(n) === 0 };
}

/** `npm test` runs a part, `npm run fault` the whole. */
export const REPORTS = Number(process.env.FAULT_REPORTS ?? 20);
