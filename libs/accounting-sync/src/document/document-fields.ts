import { z } from 'zod';

/** What XML 1.0 cannot carry, not even escaped; PostgreSQL stores no NUL either. */
const XML_CHARACTERS = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]*$/;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

function xmlSafe<T extends z.ZodString>(text: T): T {
  return text
    .regex(XML_CHARACTERS, { error: 'Holds a control character that no accounting system can store' })
    .refine((value) => !LONE_SURROGATE.test(value), { error: 'Holds half a character (a lone surrogate)' });
}

/** Free text of a document, as it came. */
export const textField = (max: number) => xmlSafe(z.string().max(max));

/** An id, a reason, a product group: trimmed, and never empty. */
export const nameField = (max = 64) => xmlSafe(z.string().trim().min(1).max(max));

/** Øre: a safe integer. */
export const oreField = () => z.int();

export const positiveOreField = () => z.int().min(0);

export const countField = () => z.int().min(0).default(0);

/** `2026-11-23`, a day that exists. Years outside 1900 to 2199 are typing errors that databases read differently. */
export const civilDateField = () => z.iso.date().refine(isOurEra, { error: 'Is not a date of our time' });

/** `2026-11-23T20:03:40+01:00`: an instant without its offset could be two. */
export const instantField = () =>
  z.iso
    .datetime({
      offset: true,
      error: 'Is not an instant: date, time with seconds, and an offset such as +01:00',
    })
    .refine(isOurEra, { error: 'Is not a date of our time' });

function isOurEra(date: string): boolean {
  return /^(19|20|21)/.test(date);
}

/** A field that only answers have. Whoever puts an answer back, changed or not, need not take it out first. */
export const readOnlyField = () =>
  z.unknown().optional().describe('Read-only: what is sent is ignored, so that an answer can be sent back');

/** `3`, `-0.5`: a decimal that is no money travels as text. */
export const decimalField = () =>
  z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, { error: 'Is not a decimal number such as 3 or -0.5' });
