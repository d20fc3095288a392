import type { Clock } from '@accounting/port';

/**
 * All rows of one list, kept for a minute, so that a hundred saves do not read it a hundred times. Only where it does not
 * matter that somebody may have changed a row meanwhile; what we change ourselves is put in, and after a write that went
 * wrong all is forgotten.
 */
export class Register<Row> {
  private rows: Promise<Row[]> | null = null;
  private readAt = 0;

  constructor(
    private readonly read: () => AsyncIterable<Row[]>,
    private readonly keep: { ms: number; clock: Clock },
  ) {}

  async all(): Promise<Row[]> {
    const { ms, clock } = this.keep;
    if (this.rows && clock.monotonic() - this.readAt < ms) return this.rows;
    const reading = this.readAll();
    this.rows = reading;
    this.readAt = clock.monotonic();
    try {
      const rows = await reading;
      this.readAt = clock.monotonic();
      return rows;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** We know better now: `row` stands for all that are `same`. */
  async put(row: Row, same: (other: Row) => boolean): Promise<void> {
    if (!this.rows) return;
    const rows = await this.rows;
    const at = rows.findIndex(same);
    if (at < 0) rows.push(row);
    else rows[at] = row;
  }

  forget(): void {
    this.rows = null;
  }

  private async readAll(): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const page of this.read()) rows.push(...page);
    return rows;
  }
}
