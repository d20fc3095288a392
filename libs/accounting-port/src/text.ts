/**
 * `1 Z 1042 Salg 25 % [4k7f3q2m9xwt]`: the label, what it is, and the marker in brackets at the very end.
 * What is too long is cut before the marker, never the marker; a note is added as far as there is room.
 * Length is counted in UTF-16 units, as .NET and PostgreSQL's clients do, and no surrogate pair is split.
 */
export function markedText(
  parts: { label: string; text: string; note?: string | undefined; marker: string },
  maxLength: number,
): string {
  const tail = ` [${parts.marker}]`;
  const note = parts.note ? `: ${parts.note}` : '';
  const head = `${parts.label} ${parts.text}${note}`.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return cut(head, maxLength - tail.length).trimEnd() + tail;
}

/** Does this text, found in the accounting system, carry our marker? */
export function carriesMarker(text: string, marker: string): boolean {
  return text.includes(`[${marker}]`);
}

/** The first `maxLength` units of a text, without half a character at the end. */
export function cut(text: string, maxLength: number): string {
  const piece = text.slice(0, maxLength);
  return /[\ud800-\udbff]$/.test(piece) ? piece.slice(0, -1) : piece;
}
