import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';
import { type z } from 'zod';
import { systemIds } from '@accounting/port';
import { correlated, DUELL_ID, type Fault, pathText } from '@accounting/sync';
import { HttpProblem } from './http-problem.js';
import { problemReason } from './problem-reasons.js';
import { readJson } from './read-body.js';
import { type CheckedRequest, type Route, routeOf } from './route.js';
import { textFaults } from './text-faults.js';

/** Reads and checks what a caller sent, after the guard has let them in, and lets its id follow the work. */
@Injectable()
export class CheckRequest implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const declared = routeOf(context.getHandler());
    if (!declared) return next.handle();
    const request = context.switchToHttp().getRequest<CheckedRequest>();
    checkIds(request.params);
    const query = declared.query ? parsed(declared.query, { ...request.query }) : undefined;
    request.asked = { query, body: await bodyOf(declared, request) };
    const id = 'id' in request && typeof request.id === 'string' ? request.id : systemIds.uuid();
    return new Observable((subscriber) => correlated(id, () => next.handle().subscribe(subscriber)));
  }
}

async function bodyOf(declared: Route, request: CheckedRequest): Promise<unknown> {
  const schema = declared.body ?? declared.document;
  if (!schema) return undefined;
  const body = await readJson(request);
  // A PUT replaces all: nothing is no whole.
  if (body === undefined && declared.method === 'PUT')
    throw new HttpProblem(400, problemReason('BODY_MISSING'));
  const given = body ?? {};
  if (declared.body) return parsed(declared.body, given);
  refuse(textFaults(given));
  return given;
}

/** What a schema makes of a value; a problem with the path of each fault otherwise. */
export function parsed(schema: z.ZodType, value: unknown): unknown {
  refuse(textFaults(value));
  const result = schema.safeParse(value);
  if (!result.success) refuse(result.error.issues.flatMap(faultsOf));
  return result.data;
}

function checkIds({ clientId, departmentId }: CheckedRequest['params']): void {
  const ids = Object.entries({ clientId, departmentId });
  const wrong = ids.filter(([, id]) => typeof id === 'string' && !DUELL_ID.test(id));
  refuse(wrong.map(([path]) => ({ path, message: 'Must be 1 to 64 of A-Z a-z 0-9 _ -' })));
}

function refuse(faults: Fault[]): void {
  const [first] = faults;
  if (!first) return;
  const text = first.path ? `${first.path}: ${first.message}` : first.message;
  throw new HttpProblem(400, problemReason('REQUEST_INVALID', { first: text }), { faults });
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = pathText(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'Is not a known field' }));
}
