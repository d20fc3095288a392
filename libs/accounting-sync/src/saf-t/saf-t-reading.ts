import { cut, type Ore } from '@accounting/port';
import { type Fault } from '../transfer/command-error.js';
import { millionthsOf, oreOf, percentOf } from './saf-t-decimal.js';
import { type SafTElement } from './saf-t-stream.js';

/** How much of what could not be read is shown. */
const LONGEST_QUOTE = 40;

/** Reads the parts of an element, and remembers by their paths those it could not read. */
export class SafTReading {
  constructor(
    private readonly element: SafTElement,
    private readonly path: string,
    readonly faults: Fault[],
  ) {}

  /** undefined: it is not there, or empty. */
  text(name: string): string | undefined {
    const text = this.part(name)?.text ?? '';
    return text === '' ? undefined : text;
  }

  flag(name: string): boolean {
    const text = this.text(name);
    return text === 'true' || text === '1';
  }

  /** Not there is 0. */
  ore(name: string): Ore {
    return this.oreIfThere(name) ?? 0;
  }

  oreIfThere(name: string): Ore | undefined {
    return this.decimal(name, oreOf, 'Is not an amount with at most two decimals');
  }

  millionths(name: string): number | undefined {
    return this.decimal(name, millionthsOf, 'Is not a number with at most six decimals');
  }

  percent(name: string): number | undefined {
    return this.decimal(name, percentOf, 'Is not a percentage with at most three decimals');
  }

  /** Not there is 0. */
  count(name: string): number {
    const text = this.text(name) ?? '0';
    const count = Number(text);
    if (/^\+?\d+$/.test(text) && Number.isSafeInteger(count)) return count;
    this.fault(name, `Is not a whole number: ${cut(text, LONGEST_QUOTE)}`);
    return 0;
  }

  /** The parts at the end of a path of names: `all('reportPayments', 'reportPayment')`. */
  all(...names: string[]): SafTReading[] {
    return names.reduce<SafTReading[]>((at, name) => at.flatMap((reading) => reading.named(name)), [this]);
  }

  one(name: string): SafTReading | undefined {
    return this.named(name)[0];
  }

  fault(name: string, message: string): void {
    this.faults.push({ path: `${this.path}.${name}`, message });
  }

  private named(name: string): SafTReading[] {
    return this.element.parts
      .filter((part) => part.name === name)
      .map((part) => new SafTReading(part, `${this.path}.${name}`, this.faults));
  }

  private decimal(
    name: string,
    read: (text: string) => number | undefined,
    message: string,
  ): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = read(text);
    if (value === undefined) this.fault(name, `${message}: ${cut(text, LONGEST_QUOTE)}`);
    return value;
  }

  private part(name: string): SafTElement | undefined {
    return this.element.parts.find((part) => part.name === name);
  }
}
