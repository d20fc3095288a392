import { type ApiException, reasonOf } from './record-refusal.js';
import { type Operation, type Service } from './schema.js';
import { emptyResponseXml, faultXml, responseXml, SoapFault } from './soap.js';
import { type Handler, type Visit } from './visit.js';

export interface Served extends Service {
  handlers: Record<string, Handler>;
}

/** A readable call by somebody who may make it. */
export interface Call {
  service: Served;
  operation: Operation;
  body: Record<string, unknown>;
  visit: Visit;
}

export interface Outcome {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** For the record: `answered`, or `refused: …`. */
  note: string;
}

/** Does the work. A refusal is an outcome like any other: whether the caller learns of it is another matter. */
export function perform({ service, operation, body }: Call, visit: Visit): Outcome {
  const handler = service.handlers[operation.name];
  if (!handler) throw new Error(`The simulator has no ${operation.name}`);
  try {
    // The schema has shaped the body, and each handler declares what the schema says.
    const result = handler(body as never, visit);
    const headers: Outcome['headers'] = {};
    if (operation.name === 'Login' && result) headers['Set-Cookie'] = sessionCookie(result);
    const xml = isLeftOut(result, { service, operation }, visit)
      ? emptyResponseXml(service, operation)
      : responseXml(service, operation, result);
    return { status: 200, headers, body: xml, note: noteOf(result) };
  } catch (error) {
    if (error instanceof SoapFault) return refused(error);
    throw error;
  }
}

/** A list without items, where such lists have no element. */
function isLeftOut(
  result: unknown,
  { service, operation }: Pick<Call, 'service' | 'operation'>,
  visit: Visit,
) {
  const shape = service.shapes.get(operation.output[0]?.type ?? '');
  const [item, ...others] = shape?.kind === 'fields' ? shape.fields : [];
  if (!item?.many || others.length > 0 || !visit.hasSession) return false;
  const items = (result as Record<string, unknown[] | undefined> | null)?.[item.name] ?? [];
  return items.length === 0 && visit.books.switches.emptyListsAre === 'left-out';
}

export function refused(fault: SoapFault): Outcome {
  return { status: 500, headers: {}, body: faultXml(fault), note: `refused: ${fault.message}` };
}

function sessionCookie(sessionId: unknown): string {
  return `ASP.NET_SessionId=${String(sessionId)}; path=/; HttpOnly`;
}

/** Refusals with HTTP 200: a SaveResponse's, or those of single records (fact sheet 3.3 b and d). */
function noteOf(result: unknown): string {
  const { Type, Description } = (result ?? {}) as { Type?: string; Description?: string };
  if (Description !== undefined && Type !== undefined && Type !== 'Ok')
    return `refused: ${Type} ${Description}`;
  const lists = Object.values((result ?? {}) as Record<string, unknown>).filter(Array.isArray);
  const records = lists.flat() as ({ APIException?: ApiException } | null)[];
  const refusals = records.flatMap((record, index) =>
    record?.APIException ? [`record ${index}: ${reasonOf(record.APIException)}`] : [],
  );
  return refusals.length > 0 ? `refused: ${refusals.join('; ')}` : 'answered';
}
