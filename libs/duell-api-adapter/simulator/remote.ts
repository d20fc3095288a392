import { type Answer, type Incoming } from '../../accounting-http/simulator/server.js';
import { jsonAnswer } from './answers.js';
import type { ClientControl, Control } from './control.js';
import type { PlannedFault } from './faults.js';
import type { ClientSeed, CustomerRow, DepartmentSeed, ProductRow } from './seed.js';

type Arguments = Record<string, unknown>;

const ACTIONS: Record<string, (control: Control, args: Arguments) => unknown> = {
  addClient: (control, { seed }) => void control.addClient(seed as ClientSeed),
  expireTokens: (control) => control.expireTokens(),
  callersComeFrom: (control, { ip }) => control.callersComeFrom(text(ip)),
  block: (control, { blocked }) => control.block(blocked as boolean | undefined),
  limit: (control, { calls, windowSeconds }) =>
    control.limit(calls as number | null, windowSeconds as number | undefined),
  planFault: (control, { planned }) => control.planFault(planned as PlannedFault),
  clearFaults: (control) => control.clearFaults(),
};

const CLIENT_ACTIONS: Record<string, (client: ClientControl, args: Arguments) => unknown> = {
  addDepartment: (client, { department }) => client.addDepartment(department as DepartmentSeed),
  addCategory: (client, { name }) => client.addCategory(text(name)),
  addProduct: (client, { product }) => client.addProduct(product as Partial<ProductRow> | undefined),
  changeProduct: (client, { id, change }) => client.changeProduct(text(id), change as Partial<ProductRow>),
  deleteProduct: (client, { id }) => client.deleteProduct(text(id)),
  removeProduct: (client, { id }) => client.removeProduct(text(id)),
  addCustomer: (client, { customer }) => client.addCustomer(customer as Partial<CustomerRow> | undefined),
  changeCustomer: (client, { id, change }) => client.changeCustomer(text(id), change as Partial<CustomerRow>),
  setStock: (client, { department, product, quantity }) =>
    client.setStock(text(department), text(product), quantity as number),
  changeToken: (client, { token }) => client.changeToken(text(token)),
  switches: (client, { switches }) => assign(client.switches, switches),
};

/** The control surface for a simulator in another process: `POST /__control` and `GET /__state`. */
export function answerControl(control: Control, { method, path, headers, body }: Incoming): Answer {
  try {
    if (method === 'GET' && path === '/__state') return jsonAnswer(200, stateOf(control));
    // A web page that the developer happens to have open cannot send this type without being asked first.
    const isJson = headers['content-type']?.toString().startsWith('application/json');
    if (method !== 'POST' || path !== '/__control' || !isJson) throw new Error('POST JSON to /__control');
    return jsonAnswer(200, { result: act(control, JSON.parse(body.toString()) as Arguments) ?? null });
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function act(control: Control, { action, client, ...args }: Arguments): unknown {
  const name = text(action);
  const onClient = CLIENT_ACTIONS[name];
  if (onClient) return onClient(control.client(text(client)), args);
  const onAll = ACTIONS[name];
  if (onAll) return onAll(control, args);
  const names = [...Object.keys(ACTIONS), ...Object.keys(CLIENT_ACTIONS)];
  throw new Error(`No action ${name}. There are: ${names.join(', ')}`);
}

/** Everything there is to see, without tokens of any kind. */
function stateOf(control: Control): object {
  return {
    clients: control.clientNumbers().map((number) => {
      const client = control.client(number);
      return {
        clientNumber: number,
        switches: client.switches,
        departments: client.departments(),
        products: client.products(),
        customers: client.customers(),
      };
    }),
    tokens: control.tokenCount(),
    plannedFaults: control.plannedFaults(),
    calls: control.calls(),
  };
}

function assign<T extends object>(target: T, given: unknown): T {
  for (const [name, value] of Object.entries(given ?? {})) {
    const names = Object.keys(target);
    if (!names.includes(name)) throw new Error(`Nothing is named ${name}. There are: ${names.join(', ')}`);
    Object.assign(target, { [name]: value as unknown });
  }
  return target;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`A text is missing; there is ${JSON.stringify(value)}`);
  return value;
}
