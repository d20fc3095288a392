import { type Fault } from '../transfer/command-error.js';
import { type SafTLine, type SafTTransaction } from './saf-t-transaction.js';

/** Numbers one after another, eight bytes each. */
class Numbers {
  length = 0;
  private block = new Float64Array(64);

  push(number: number): void {
    if (this.length === this.block.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.block);
      this.block = larger;
    }
    this.block[this.length++] = number;
  }

  at(index: number): number {
    return this.block[index] ?? NaN;
  }
}

const LINE = { code: 0, gross: 1, net: 2, vat: 3, quantity: 4, width: 5 } as const;
const RECEIPT = { at: 0, rounding: 1, isVoid: 2, line: 3, width: 4 } as const;

/**
 * The transactions of one register, packed. They must be kept until its end, for a void may come after what it takes
 * back, and a year of a busy till is a hundred thousand: as objects they would take five times as much.
 */
export class SafTReceipts {
  length = 0;
  /** For a limit on what one file may make us keep. */
  size = 0;
  private readonly receipts = new Numbers();
  private readonly lines = new Numbers();
  private readonly ids: string[] = [];
  private readonly codes: Pick<SafTLine, 'group' | 'vatCode'>[] = [];
  private readonly codeIndexes = new Map<string, number>();
  /** Few have them. */
  private readonly voids = new Map<number, string>();
  private readonly faults = new Map<number, Fault[]>();

  add({ at = NaN, id, rounding, isVoid, voids, lines, faults }: SafTTransaction): void {
    const index = this.length++;
    this.size += 1 + lines.length + faults.length;
    for (const number of [at, rounding, Number(isVoid), this.lines.length]) {
      this.receipts.push(number);
    }
    this.ids.push(id);
    if (voids !== undefined) this.voids.set(index, voids);
    if (faults.length > 0) this.faults.set(index, faults);
    for (const { gross, net, vat, quantity = NaN, ...code } of lines) {
      for (const number of [this.codeIndex(code), gross, net, vat, quantity]) this.lines.push(number);
    }
  }

  get(index: number): SafTTransaction {
    const read = (column: number) => this.receipts.at(index * RECEIPT.width + column);
    const at = this.at(index);
    return {
      at: Number.isNaN(at) ? undefined : at,
      id: this.ids[index] ?? '',
      rounding: read(RECEIPT.rounding),
      isVoid: read(RECEIPT.isVoid) === 1,
      voids: this.voids.get(index),
      lines: this.linesOf(index),
      faults: this.faults.get(index) ?? [],
    };
  }

  /** By the till's clock; NaN: unreadable. */
  at(index: number): number {
    return this.receipts.at(index * RECEIPT.width + RECEIPT.at);
  }

  /** The indexes by the clock; those of one second in the order of the file. Without those whose time is unreadable. */
  inOrder(): Uint32Array {
    return Uint32Array.from({ length: this.length }, (_, index) => index)
      .filter((index) => !Number.isNaN(this.at(index)))
      .sort((one, other) => this.at(one) - this.at(other));
  }

  /** What could not be read of those whose time is unreadable. */
  undatedFaults(): Fault[] {
    return [...this.faults].flatMap(([index, faults]) => (Number.isNaN(this.at(index)) ? faults : []));
  }

  private linesOf(index: number): SafTLine[] {
    const start = this.receipts.at(index * RECEIPT.width + RECEIPT.line);
    const isLast = index === this.length - 1;
    const end = isLast ? this.lines.length : this.receipts.at((index + 1) * RECEIPT.width + RECEIPT.line);
    return Array.from({ length: (end - start) / LINE.width }, (_, line) => {
      const read = (column: number) => this.lines.at(start + line * LINE.width + column);
      const quantity = read(LINE.quantity);
      return {
        group: this.codes[read(LINE.code)]?.group,
        vatCode: this.codes[read(LINE.code)]?.vatCode,
        gross: read(LINE.gross),
        net: read(LINE.net),
        vat: read(LINE.vat),
        quantity: Number.isNaN(quantity) ? undefined : quantity,
      };
    });
  }

  private codeIndex({ group, vatCode }: Pick<SafTLine, 'group' | 'vatCode'>): number {
    const key = JSON.stringify([group, vatCode]);
    const known = this.codeIndexes.get(key);
    if (known !== undefined) return known;
    this.codeIndexes.set(key, this.codes.length);
    return this.codes.push({ group, vatCode }) - 1;
  }
}
