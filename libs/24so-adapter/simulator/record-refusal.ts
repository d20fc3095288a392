/** A rule of the database, in the one recorded wording (fact sheet 3.3 a). */
const DATABASE = 'Office24Seven.Library.Data.DataBaseServerException';
const SQL_SERVER =
  'SQL Server with address "…" and Catalog "…" encountered an error with severity level 14 of 25';
const MISSING = 'Office24Seven.Library.Core.ParameterNotFoundException';

const TRACE = '   at Office24Seven.Simulator: ';

/** What stands in the place of a record that was not saved, or that a plan says was not (fact sheet 3.3 b). */
export interface ApiException {
  Type: string;
  Message: string;
  StackTrace: string;
}

/** One record of a batch is refused. The reason is for people who read the simulator's record of calls. */
export class RecordRefusal extends Error {
  private constructor(
    private readonly type: string,
    private readonly text: string,
    reason: string,
  ) {
    super(reason);
  }

  /** Too long, or pointing at what is not there. The service tells neither which field it was nor why. */
  static byDatabase(reason: string, text = SQL_SERVER): RecordRefusal {
    return new RecordRefusal(DATABASE, text, reason);
  }

  /** Something that must be given is not. The type is known, the text is ours. */
  static missing(parameter: string): RecordRefusal {
    const text = `Parameter '${parameter}' was not found`;
    return new RecordRefusal(MISSING, text, text);
  }

  /** A rule of which neither type nor text is known: both are ours. */
  static because(exception: string, reason: string): RecordRefusal {
    return new RecordRefusal(`Office24Seven.Library.${exception}`, reason, reason);
  }

  /** As it goes on the wire; what the service hides stands in the stack trace, which nobody may show. */
  get exception(): ApiException {
    return {
      Type: this.type,
      Message: this.text,
      StackTrace: `${TRACE}${this.message}`,
    };
  }
}

/** Why a record was refused, which its exception tells nobody else. */
export function reasonOf({ StackTrace }: ApiException): string {
  return StackTrace.slice(TRACE.length);
}
