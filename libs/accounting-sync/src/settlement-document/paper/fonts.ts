import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** The two weights of Source Sans 3 (OFL): figures of equal width, and all Latin, Greek and Cyrillic letters. */
const FILES = {
  text: '400Regular/SourceSans3_400Regular.ttf',
  strong: '600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;

export type FontName = keyof typeof FILES;
export type Fonts = Record<FontName, Font>;

const PLAIN = /^[\u0020-\u007e\u00a0-\u017e]*$/;

let parsed: Fonts | undefined;

/**
 * Parsed once a process: parsing costs three times as much as a page.
 *
 * fontkit remembers with each glyph the first text that used it, and pdfkit writes that text into the file. The memory
 * is therefore emptied for every document, or its bytes would depend on the documents before it.
 */
export function freshFonts(): Fonts {
  parsed ??= { text: parse('text'), strong: parse('strong') };
  for (const font of Object.values(parsed)) (font as Font & { _glyphs: object })._glyphs = {};
  return parsed;
}

/** The text in letters that the fonts have; `?` stands for the others, a picture for instance. */
export function drawable(text: string): string {
  const composed = text.normalize('NFC');
  if (PLAIN.test(composed) || !parsed) return composed;
  const { text: font } = parsed;
  const has = (letter: string) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
  return Array.from(composed, (letter) => (has(letter) ? letter : '?')).join('');
}

function parse(name: FontName): Font {
  const file = createRequire(import.meta.url).resolve(`@expo-google-fonts/source-sans-3/${FILES[name]}`);
  const font = create(readFileSync(file));
  if (!('layout' in font)) throw new TypeError(`${file} holds more than one font`);
  return font;
}
