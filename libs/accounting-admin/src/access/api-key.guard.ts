import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ApiKeys, type ApiKey } from '@accounting/sync';
import { HttpProblem } from '../http/http-problem.js';
import { problemReason } from '../http/problem-reasons.js';
import { type CheckedRequest, type Route, routeOf } from '../http/route.js';

/**
 * Lets in whom the route is for. What is outside of a key's clients and departments does not exist for it (404),
 * whatever its role; a role that may not do this is told so (403).
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(private readonly keys: ApiKeys) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // A route without a declaration is none of ours: under /api the application does not start with one.
    const declared = routeOf(context.getHandler());
    if (!declared || declared.access === 'open') return true;
    const request = context.switchToHttp().getRequest<CheckedRequest>();
    const caller = await this.keys.caller(tokenOf(request));
    if (!caller) {
      const headers = { 'WWW-Authenticate': 'Bearer' };
      throw new HttpProblem(401, problemReason('UNAUTHENTICATED'), { headers });
    }
    if (!reaches(caller, declared, request))
      throw new HttpProblem(404, problemReason('ROUTE_NOT_FOUND', { path: request.path }));
    if (!declared.access.includes(caller.role))
      throw new HttpProblem(403, problemReason('FORBIDDEN', { role: caller.role, allowed: declared.access }));
    request.caller = caller;
    return true;
  }
}

function tokenOf({ headers }: CheckedRequest): string {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

function reaches(caller: ApiKey, { wholeClient }: Route, { params }: CheckedRequest): boolean {
  const { clientId, departmentId } = params;
  if (typeof clientId !== 'string') return true;
  if (wholeClient && caller.departmentIds) return false;
  return caller.mayTouch(clientId, typeof departmentId === 'string' ? departmentId : undefined);
}
