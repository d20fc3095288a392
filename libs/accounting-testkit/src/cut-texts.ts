import { cut, type Reason } from '@accounting/port';
import { testKitReason } from './reasons.js';

/** The texts of a record, or of an order, cut to what these books take; and what is said of each that was too long. */
export class CutTexts {
  readonly notes: Reason[] = [];

  /** `of`: whose text it is, in people's words. */
  constructor(private readonly of: string) {}

  take(text: string, longest: number): string;
  take(text: string | null, longest: number): string | null;
  take(text: string | null, longest: number): string | null {
    if (text === null || text.length <= longest) return text;
    this.notes.push(testKitReason('TEXT_CUT', { of: this.of, text, longest }));
    return cut(text, longest);
  }
}
