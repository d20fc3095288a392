import { type FontName } from './fonts.js';

/** Lengths are points, 1/72 inch. */
export interface Style {
  font: FontName;
  size: number;
  colour: string;
}

const INK = '#14171c';
const GREY = '#50565f';

export const STYLES = {
  headline: { font: 'strong', size: 16, colour: INK },
  headlineLight: { font: 'text', size: 16, colour: INK },
  name: { font: 'strong', size: 11, colour: INK },
  title: { font: 'strong', size: 10, colour: INK },
  label: { font: 'text', size: 7.2, colour: GREY },
  body: { font: 'text', size: 8.6, colour: INK },
  strong: { font: 'strong', size: 8.6, colour: INK },
  aside: { font: 'text', size: 8.6, colour: GREY },
  remark: { font: 'text', size: 7.8, colour: GREY },
  foot: { font: 'text', size: 7.2, colour: GREY },
  mark: { font: 'strong', size: 7.5, colour: INK },
} as const satisfies Record<string, Style>;

export const RULES = {
  heavy: { weight: 1.2, colour: INK },
  firm: { weight: 0.6, colour: INK },
  // No lighter and no thinner: between two pixels of the picture that 24SevenOffice gets it would vanish.
  hair: { weight: 0.4, colour: '#9aa0a8' },
} as const;

/** A4 portrait. */
export const PAGE = { width: 595.28, height: 841.89, left: 38, right: 557.28, top: 31, bottom: 811 } as const;

export const WIDTH = PAGE.right - PAGE.left;
