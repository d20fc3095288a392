import { type CivilDate } from '@accounting/port';

/** Account plan of the demo shop, on the simulator's chart. Nothing is mapped for Klarna: one report will be held. */
export const DEMO_PLAN = {
  voucherType: '9',
  roles: {
    'sales:3': { account: '3000', vatCode: '3' },
    'sales:31': { account: '3003', vatCode: '31' },
    'payment:cash': { account: '1900' },
    'payment:bankAxept': { account: '1920' },
    'payment:visa': { account: '1579' },
    'payment:vipps': { account: '1940' },
    'payment:giftCard': { account: '2908' },
    giftCardSold: { account: '2908' },
    tips: { account: '2910' },
    cashRounding: { account: '7740' },
    cashDifference: { account: '7741' },
    bankDeposit: { account: '1910' },
  },
};

interface Day {
  number: number;
  date: CivilDate;
  payments: { method: string; amount: number; count: number }[];
}

/** A day of 9 900.00 at two VAT rates, paid as said; the drawer is ten kroner short. */
function closedDay({ number, date, payments }: Day) {
  const cash = payments.find(({ method }) => method === 'cash')?.amount ?? 0;
  return {
    number,
    businessDate: date,
    periodStart: `${date}T08:58:11+01:00`,
    periodEnd: `${date}T20:03:40+01:00`,
    closedAt: `${date}T20:04:02+01:00`,
    closedBy: { id: '12', name: 'Kari' },
    registers: ['K1'],
    sales: [
      {
        group: '04003',
        groupName: 'Varesalg',
        vatCode: '3',
        vatRate: 25,
        quantity: 120,
        gross: 875000,
        net: 700000,
        vat: 175000,
      },
      {
        group: '04006',
        groupName: 'Mat',
        vatCode: '31',
        vatRate: 15,
        quantity: 30,
        gross: 115000,
        net: 100000,
        vat: 15000,
      },
    ],
    payments,
    cash: {
      openingFloat: 100000,
      expected: 100000 + cash,
      counted: 99000 + cash,
      deposited: cash - 1000,
      note: 'Talt to ganger',
    },
    counters: { receipts: 150, drawerOpenings: 3, returns: { count: 1, amount: 20000 } },
  };
}

const CARDS = [
  { method: 'bankAxept', amount: 500000, count: 40 },
  { method: 'visa', amount: 250000, count: 9 },
];

/** The last days before `today`, as the two departments closed them. */
export function demoDays(days: [CivilDate, CivilDate, CivilDate]) {
  const cash = { method: 'cash', amount: 90000, count: 12 };
  const vipps = { method: 'vipps', amount: 150000, count: 21 };
  const klarna = { method: 'klarna', amount: 150000, count: 4 };
  return {
    /** Sentrum: Type import ON, straight to the ledger. The last day has a payment that no account is mapped for. */
    ledger: [
      closedDay({ number: 1041, date: days[0], payments: [cash, ...CARDS, vipps] }),
      closedDay({ number: 1042, date: days[1], payments: [cash, ...CARDS, vipps] }),
      closedDay({ number: 1043, date: days[2], payments: [cash, ...CARDS, klarna] }),
    ],
    /** Havna: Type import OFF, a draft that the accountant approves. */
    drafts: [closedDay({ number: 57, date: days[2], payments: [cash, ...CARDS, vipps] })],
  };
}
