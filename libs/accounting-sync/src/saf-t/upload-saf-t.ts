import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { XNumbers } from '../sync-z-report/x-number.js';
import { SyncZReport } from '../sync-z-report/sync-z-report.js';
import { type TransferTicket } from '../transfer/accept.js';
import { AccountingCommandError, type Fault } from '../transfer/command-error.js';
import { type ReadZReport, readZReports } from './read-z-reports.js';
import { SafTRefusal } from './saf-t-refusal.js';
import { type SafTSource } from './saf-t-stream.js';

/** Why a Z report of a file was not taken; without `reportId`: why the file could not be read on. */
export interface SafTError {
  reportId?: string;
  register?: string;
  error: { code: AccountingCommandError['code']; message: string; faults: Fault[]; detail?: string };
}

export interface SafTFile {
  clientId: string;
  departmentId: string;
  /** Takes one register; left out: all of them. */
  register?: string | undefined;
  /** Is read as it comes, up to 100 MB. */
  stream: SafTSource;
}

/** Takes a SAF-T Cash Register file's Z reports in, one SyncZReport each. Safe to repeat. */
@Injectable()
export class SafTUpload {
  constructor(
    private readonly commands: CommandBus,
    private readonly xNumbers: XNumbers,
  ) {}

  /**
   * A ticket or an error for each Z report, in file order. One error never stops the others. Where the file breaks
   * off, its last answer says so, and what came before is taken. A stream that fails makes this fail.
   */
  async upload({
    clientId,
    departmentId,
    register,
    stream,
  }: SafTFile): Promise<(TransferTicket | SafTError)[]> {
    const place = { clientId, departmentId };
    const answers: (TransferTicket | SafTError)[] = [];
    const xNumbers: string[] = [];
    const onXReport = (reportId: string) => void xNumbers.push(reportId);
    try {
      for await (const read of readZReports(stream, { register, onXReport })) {
        answers.push(await this.accept(place, read));
      }
    } catch (error) {
      if (!(error instanceof SafTRefusal)) throw error;
      const path = `line ${error.line}, column ${error.column}`;
      answers.push({ error: invalid([{ path, message: error.problem }]) });
    }
    await this.xNumbers.keep(place, xNumbers);
    return answers;
  }

  private async accept(
    place: { clientId: string; departmentId: string },
    read: ReadZReport,
  ): Promise<TransferTicket | SafTError> {
    const { reportId, register } = read;
    if ('faults' in read) return { reportId, register, error: invalid(read.faults) };
    try {
      return await this.commands.execute(new SyncZReport({ ...place, zReport: read.document }));
    } catch (error) {
      if (!(error instanceof AccountingCommandError)) throw error;
      const { code, message, faults, detail } = error;
      return { reportId, register, error: { code, message, faults, ...(detail ? { detail } : {}) } };
    }
  }
}

function invalid(faults: Fault[]): SafTError['error'] {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return {
    code: 'DOCUMENT_INVALID',
    message: `${first?.path ?? ''}: ${first?.message ?? ''}${more}`,
    faults,
  };
}
