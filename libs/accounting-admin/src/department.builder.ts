import { type AdminBench } from './admin.builder.js';

/** A simple day of 9 900.00, as a DUELL core in another process would send it. */
export function aZReport(over: object = {}) {
  return {
    number: 101,
    businessDate: '2026-11-23',
    periodStart: '2026-11-23T08:58:11+01:00',
    periodEnd: '2026-11-23T20:03:40+01:00',
    closedAt: '2026-11-23T20:04:02+01:00',
    sales: [
      { vatCode: '3', vatRate: 25, gross: 875000, net: 700000, vat: 175000 },
      { vatCode: '31', vatRate: 15, gross: 115000, net: 100000, vat: 15000 },
    ],
    payments: [
      { method: 'cash', amount: 90000 },
      { method: 'visa', amount: 900000 },
    ],
    ...over,
  };
}

export const A_PLAN = {
  voucherType: '1',
  roles: {
    'sales:3': { account: '3000', vatCode: '3' },
    'sales:31': { account: '3001', vatCode: '31' },
    'payment:cash': { account: '1900' },
    'payment:visa': { account: '2380' },
    giftCardSold: { account: '2901' },
  },
};

export const A_CONNECTION = {
  adapter: 'memory',
  credentials: { username: 'kasse@kafe.no', password: 'hemmelig' },
  company: { id: '1', name: 'Testkafe AS' },
};

export const SETTINGS_ON = { zReport: { enabled: true, directToLedger: true }, fromDate: '2026-01-01' };

/** Where a department's routes begin. */
export const at = (path: string, departmentId = '1') =>
  `/api/clients/kafe/departments/${departmentId}/${path}`;

/** A department that is set up over HTTP, as a page does it. */
export async function setUp(bench: AdminBench, { settings = {}, departmentId = '1' } = {}): Promise<void> {
  await expectOk(bench.put(at('account-plan', departmentId), A_PLAN));
  await expectOk(bench.put(at('settings', departmentId), { ...SETTINGS_ON, ...settings }));
  await expectOk(bench.put(at('connection', departmentId), A_CONNECTION));
  await bench.settled();
}

async function expectOk(answering: ReturnType<AdminBench['put']>): Promise<void> {
  const answer = await answering;
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}
