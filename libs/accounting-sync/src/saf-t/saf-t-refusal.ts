/** The file can't be read on from here. What came whole before it stands. */
export class SafTRefusal extends Error {
  override readonly name = 'SafTRefusal';

  /** `column` counts from 1, as editors do. */
  constructor(
    readonly problem: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`Line ${line}, column ${column}: ${problem}`);
  }
}
