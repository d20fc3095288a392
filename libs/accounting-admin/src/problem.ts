import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AccountingError, type Reason, systemIds } from '@accounting/port';
import { AccountingCommandError, currentCorrelation, Refusal } from '@accounting/sync';
import { isPassing } from './http/database-errors.js';
import { HttpProblem } from './http/http-problem.js';
import { problemReason } from './http/problem-reasons.js';
import { RouteTable } from './http/route-table.js';

const TITLES: Record<number, string> = {
  400: 'Ugyldig forespørsel',
  401: 'Mangler nøkkel',
  403: 'Ikke tillatt',
  404: 'Finnes ikke',
  405: 'Feil metode',
  409: 'Kan ikke gjøres nå',
  413: 'For stort',
  415: 'Feil type innhold',
  500: 'Feil hos oss',
  502: 'Regnskapssystemet avviste',
  503: 'Ikke tilgjengelig nå',
};
const REFUSED = { invalid: 400, missing: 404, conflict: 409 };
const RETRY_AFTER = { 'Retry-After': '5' };

/**
 * Every failure as `application/problem+json`: what happened, why, what to do, who. Never a stack, never a secret;
 * what is not ours to explain is logged and has an id.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const { status, reason, faults, headers } = this.problemOf(error, http.getRequest<Request>());
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { code, message, english, who, fix, lookFor } = reason;
    response
      .status(status)
      .set({ ...headers, 'Content-Type': 'application/problem+json; charset=utf-8' })
      .send(
        JSON.stringify({
          type: `urn:duell:accounting:problem:${code}`,
          title: TITLES[status] ?? 'Kunne ikke behandles',
          status,
          code,
          detail: message,
          english,
          faults,
          who,
          fix,
          ...(lookFor ? { lookFor } : {}),
        }),
      );
  }

  private problemOf(error: unknown, request: Request): HttpProblem {
    if (error instanceof HttpProblem) return error;
    if (error instanceof Refusal)
      return new HttpProblem(REFUSED[error.kind], error.reason, { faults: error.faults });
    if (error instanceof AccountingCommandError) return ofCommand(error);
    if (error instanceof AccountingError) return ofErp(error);
    if (error instanceof HttpException) return this.ofNest(error, request);
    if (isPassing(error)) {
      this.log.warn(error);
      return new HttpProblem(503, problemReason('ACCOUNTING_UNAVAILABLE'), { headers: RETRY_AFTER });
    }
    const correlation = currentCorrelation() ?? systemIds.uuid();
    this.log.error({ correlation, error });
    return new HttpProblem(500, problemReason('INTERNAL_ERROR', { correlation }));
  }

  /** What the router says: nothing is there, or not by this method; an address that can't be read. */
  private ofNest(error: HttpException, { method, path }: Request): HttpProblem {
    const status = error.getStatus();
    if (status !== 404)
      return new HttpProblem(status, problemReason('HTTP_ERROR', { english: error.message }));
    const allowed = this.routes.methodsOf(path);
    if (allowed.length === 0) return new HttpProblem(404, problemReason('ROUTE_NOT_FOUND', { path }));
    const reason = problemReason('METHOD_NOT_ALLOWED', { method, allowed });
    return new HttpProblem(405, reason, { headers: { Allow: allowed.join(', ') } });
  }
}

function ofCommand(error: AccountingCommandError): HttpProblem {
  switch (error.code) {
    case 'DOCUMENT_INVALID':
      return new HttpProblem(400, problemReason('DOCUMENT_INVALID', { first: error.message }), {
        faults: error.faults,
      });
    case 'DOCUMENT_CONFLICT':
      return new HttpProblem(409, conflictReason(error));
    case 'ACCOUNTING_UNAVAILABLE':
      return new HttpProblem(503, problemReason('ACCOUNTING_UNAVAILABLE'), { headers: RETRY_AFTER });
  }
}

export function conflictReason({ detail, message }: AccountingCommandError): Reason {
  const code = detail === 'Z_NUMBER_TAKEN' ? 'Z_NUMBER_TAKEN' : 'DOCUMENT_CONFLICT';
  return problemReason(code, { english: message });
}

/** A read of the accounting system that a person waited for: down, refused there, or stopped by us. */
function ofErp(error: AccountingError): HttpProblem {
  if (error.next === 'retry') return new HttpProblem(503, error.reason, { headers: RETRY_AFTER });
  return new HttpProblem(error.refused || error.next === 'look-up-first' ? 502 : 409, error.reason);
}
