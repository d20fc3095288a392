export type CommandErrorCode = 'DOCUMENT_INVALID' | 'DOCUMENT_CONFLICT' | 'ACCOUNTING_UNAVAILABLE';

/** One thing wrong with a document: where (`sales[0].gross`) and what. */
export interface Fault {
  path: string;
  message: string;
}

interface Details {
  faults?: Fault[];
  /** A finer code than the three, for those who show it: `Z_NUMBER_TAKEN`. */
  detail?: string;
  cause?: unknown;
}

/** The only error that a command throws. Nothing was stored, and the caller's transaction is usable. */
export class AccountingCommandError extends Error {
  override readonly name = 'AccountingCommandError';
  readonly faults: Fault[];
  readonly detail: string | undefined;

  constructor(
    readonly code: CommandErrorCode,
    message: string,
    { faults = [], detail, cause }: Details = {},
  ) {
    super(message, { cause });
    this.faults = faults;
    this.detail = detail;
  }
}
