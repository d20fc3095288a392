import { TestClock, TestIds } from '@accounting/testkit';
import { DEMO_CLIENT } from './seed.js';
import { startDuellSimulator, type DuellSimulator } from './simulator.js';

let simulator: DuellSimulator;
let bearer: string;

beforeEach(async () => {
  simulator = await startDuellSimulator({ clock: new TestClock(), ids: new TestIds() });
  const form = new URLSearchParams({ client_number: DEMO_CLIENT, client_token: shop().clientToken });
  const login = await fetch(`${simulator.apiUrl}/getaccesstokens`, { method: 'POST', body: form });
  bearer = ((await login.json()) as { token: string }).token;
});
afterEach(() => simulator.stop());

const shop = () => simulator.control.client(DEMO_CLIENT);

describe('the control surface over HTTP', () => {
  async function act(body: object, type = 'application/json') {
    const response = await fetch(`${simulator.url}/__control`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { result?: unknown; error?: string };
  }
  const on = (action: string, args: object = {}) => act({ action, client: DEMO_CLIENT, ...args });

  it('does what people do', async () => {
    const { result: id } = await on('addProduct', { product: { product_number: 'A' } });
    await on('changeProduct', { id, change: { price_inc_vat: '5.00' } });
    await on('setStock', { department: '1', product: id, quantity: 4 });
    await on('deleteProduct', { id });
    const { result: customer } = await on('addCustomer');
    await on('changeCustomer', { id: customer, change: { customer_name: 'Ny' } });
    await on('addDepartment', { department: { id: '3', name: 'Ny' } });
    await on('addCategory', { name: 'Ny' });
    await on('switches', { switches: { pageCap: 5 } });
    await act({ action: 'limit', calls: 5 });
    await act({ action: 'planFault', planned: { operation: '*', fault: { kind: 'slow', ms: 1 } } });
    await act({ action: 'addClient', seed: { clientNumber: '7', clientToken: 'x', departments: [] } });

    const state = await (await fetch(`${simulator.url}/__state`)).json();

    expect(state).toMatchObject({
      clients: [
        {
          clientNumber: DEMO_CLIENT,
          switches: { pageCap: 5 },
          products: [{ product_number: 'A', price_inc_vat: '5.00', is_deleted: true }],
          customers: [{ customer_name: 'Ny' }],
          departments: [{ id: '1', stock: { [String(id)]: '4.00' } }, { id: '2' }, { id: '3' }],
        },
        { clientNumber: '7' },
      ],
      tokens: 1,
      plannedFaults: [{ operation: '*' }],
    });
    await on('removeProduct', { id });
    await act({ action: 'clearFaults' });
    await act({ action: 'callersComeFrom', ip: '192.0.2.7' });
    await act({ action: 'block' });
    await on('changeToken', { token: 'y' });
    expect(await act({ action: 'expireTokens' })).toEqual({ result: 1 });
    expect(shop().products()).toEqual([]);
  });

  it('shows no token', async () => {
    const state = await (await fetch(`${simulator.url}/__state`)).text();
    for (const secret of [bearer, shop().clientToken, shop().departmentToken('1')])
      expect(state).not.toContain(secret);
  });

  it('says what it does not understand', async () => {
    expect((await act({ action: 'juggle' })).error).toContain('No action juggle. There are: addClient');
    expect((await act({ action: 'addProduct', client: '9' })).error).toContain('No client 9');
    expect((await on('switches', { switches: { pageCup: 1 } })).error).toContain('Nothing is named pageCup');
    expect((await on('deleteProduct', {})).error).toContain('A text is missing');
    expect((await on('deleteProduct', { id: '9' })).error).toContain('No product 9');
    expect((await act({ action: 'block' }, 'text/plain')).error).toContain('POST JSON');
    expect((await fetch(`${simulator.url}/__nothing`)).status).toBe(400);
  });
});
