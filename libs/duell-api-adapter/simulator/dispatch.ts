import { type Answer, type Incoming } from '../../accounting-http/simulator/server.js';
import { htmlAnswer, jsonAnswer, Refusal } from './answers.js';
import { customerList, customerPut } from './customers.js';
import type { Fault } from './faults.js';
import { categoryList, categorySave, productList, productSave } from './products.js';
import { object, text } from './reading.js';
import type { Shop } from './shop.js';
import { adjustStock, departmentList, stockList } from './stock.js';
import type { World } from './world.js';

interface Operation {
  method: string;
  run: (shop: Shop, incoming: Incoming) => object;
}

const reads = (run: (shop: Shop, query: URLSearchParams) => object): Operation => ({
  method: 'GET',
  run: (shop, { query }) => run(shop, query),
});
const writes = (run: (shop: Shop, body: unknown) => object): Operation => ({
  method: 'POST',
  run: (shop, incoming) => run(shop, jsonIn(incoming)),
});

const OPERATIONS: Record<string, Operation> = {
  'department/list': reads(departmentList),
  'product/list': reads(productList),
  'product/category/list/product': reads(categoryList),
  'all/product/stock': reads(stockList),
  'customer/list': reads(customerList),
  'product/save': writes(productSave),
  'product/category/save': writes(categorySave),
  'product/adjust-stock': writes(adjustStock),
  // The official plugin puts the fields into the address and sends no body.
  customer: {
    method: 'PUT',
    run: (shop, incoming) =>
      customerPut(shop, incoming.body.length > 0 ? jsonIn(incoming) : Object.fromEntries(incoming.query)),
  },
};

/** Below this the API stands, as in DUELL's own address. */
const ROOT = '/v1/';

/** Answers requests as DUELL would. */
export async function respond(world: World, incoming: Incoming): Promise<Answer> {
  const operation = incoming.path.startsWith(ROOT) ? incoming.path.slice(ROOT.length) : '';
  if (world.blocked) {
    world.record(operation, 'blocked');
    return htmlAnswer(405, 'Human Verification');
  }
  const client = clientIn(world, operation, incoming);
  const { headers, excess } = world.limits.count(client ?? '', world.clock.now());
  if (excess) {
    world.record(operation, 'too many');
    return jsonAnswer(429, { status: false, code: 429, message: 'Too many requests' }, headers);
  }
  const fault = world.faults.next(operation);
  const isDone = !fault || isCarriedOut(fault);
  if (fault?.kind === 'expireToken') world.tokens.end(bearerIn(incoming));
  const answer = isDone ? perform(world, operation, client, incoming) : jsonAnswer(200, {});
  world.record(operation, fault ? `${fault.kind}: ${noteOf(answer)}` : noteOf(answer));
  if (fault?.kind === 'slow') await world.clock.sleep(fault.ms);
  return spoiled(withHeaders(answer, headers), fault);
}

function perform(world: World, operation: string, client: string | undefined, incoming: Incoming): Answer {
  const shop = world.shops.get(client ?? '');
  try {
    if (operation === 'getaccesstokens') return jsonAnswer(200, login(world, incoming));
    const known = OPERATIONS[operation];
    if (!known) throw new Refusal(404, 'Not found');
    if (known.method !== incoming.method) throw new Refusal(405, 'Method not allowed');
    if (!shop) throw new Refusal(401, 'Token is invalid or expired');
    return jsonAnswer(200, known.run(shop, incoming));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error, shop?.switches.refusesByHttp ?? true);
  }
}

function login(world: World, incoming: Incoming): object {
  const type = String(incoming.headers['content-type']);
  if (incoming.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded'))
    throw new Refusal(405, 'POST a form');
  const form = Object.fromEntries(new URLSearchParams(incoming.body.toString()));
  const fields = object(form, 'form', ['client_number', 'client_token']);
  const shop = world.shops.get(text(fields, 'client_number'));
  const given = text(fields, 'client_token');
  if (shop?.clientToken !== given) throw new Refusal(401, `Invalid client number or token ${given}`);
  const token = world.tokens.make(shop.clientNumber, world.callersIp, world.clock.now());
  return { status: true, token, message: 'success', code: 200 };
}

function clientIn(world: World, operation: string, incoming: Incoming): string | undefined {
  if (operation === 'getaccesstokens')
    return new URLSearchParams(incoming.body.toString()).get('client_number') ?? undefined;
  return world.tokens.clientOf(bearerIn(incoming), world.callersIp, world.clock.now());
}

function bearerIn({ headers }: Incoming): string | undefined {
  return /^Bearer (\S+)$/.exec(headers.authorization?.toString() ?? '')?.[1];
}

function jsonIn({ headers, body }: Incoming): unknown {
  if (!String(headers['content-type']).startsWith('application/json'))
    throw new Refusal(415, 'Content-Type must be application/json (the simulator is stricter)');
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, 'The body is not JSON');
  }
}

function refused({ code, message, validation }: Refusal, byHttp: boolean): Answer {
  const says = validation ? { validation_message: validation } : {};
  return jsonAnswer(byHttp ? code : 200, { status: false, code, message, ...says });
}

function isCarriedOut(fault: Fault): boolean {
  if ('saved' in fault) return fault.saved ?? false;
  return fault.kind === 'dropAfterSaving' || fault.kind === 'slow';
}

/** The answer as it reaches the caller, if it does. */
function spoiled(answer: Answer, fault: Fault | undefined): Answer {
  switch (fault?.kind) {
    case 'dropAfterSaving':
    case 'dropBeforeSaving':
      return { kind: 'drop' };
    case 'html':
      return htmlAnswer(fault.status, fault.status < 500 ? 'Human Verification' : 'Service Unavailable');
    case 'emptyAnswer':
      return { kind: 'full', status: 200, headers: { 'Content-Type': 'application/json' }, body: '' };
    case 'cutOff':
      return { ...answer, kind: 'cut' } as Answer;
    case 'refusal': {
      const { code, message, validation: validation_message, http = 200 } = fault;
      return jsonAnswer(http, { status: false, code, message, validation_message });
    }
    case 'json':
      return jsonAnswer(200, fault.value as object);
    case 'tooMany':
      return jsonAnswer(429, { status: false, message: 'Too many requests' }, fault.headers);
    case 'expireToken': {
      const code = fault.as === 'http' ? 401 : fault.as;
      return refused(new Refusal(code, 'Token is expired'), fault.as === 'http');
    }
    default:
      return answer;
  }
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return answer.kind === 'drop' ? answer : { ...answer, headers: { ...answer.headers, ...headers } };
}

function noteOf(answer: Answer): string {
  if (answer.kind === 'drop') return 'dropped';
  const { status, message } = JSON.parse(answer.body) as { status?: boolean; message?: string };
  if (status === undefined) return 'nothing done';
  return status ? 'answered' : `refused: ${message ?? ''}`;
}
