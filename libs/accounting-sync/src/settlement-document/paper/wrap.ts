import { type Pen } from './pen.js';
import { type Style } from './styles.js';

/** The text in lines no wider than `width`. Breaks at spaces, and inside a word that is wider than a line. */
export function wrap(pen: Pen, text: string, width: number, style: Style): string[] {
  const whole = oneLine(text);
  if (pen.width(whole, style) <= width) return [whole];
  const lines: string[] = [];
  let line = '';
  for (const word of whole.split(' ').flatMap((each) => pieces(pen, each, width, style))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && pen.width(longer, style) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** What people typed, without line breaks and tabs. The no-break spaces of amounts stay. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u0020\u007f]+/g, ' ').trim();
}

/** A word, cut where it would not fit on a line of its own. */
function pieces(pen: Pen, word: string, width: number, style: Style): string[] {
  if (pen.width(word, style) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && pen.width(part + letter, style) > width) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}
