import { type SalesSeed } from './sales-seed.js';

/** What must stand on an entry of an account before the service takes it. */
export type Need = 'department' | 'project' | 'customer';

export interface Account {
  number: number;
  name: string;
  /** Used when an entry names no tax number. */
  taxNo?: string;
  needs?: Need[];
}

/** `id` and `no` differ on purpose: only the number belongs in an entry (fact sheet 4.2). */
export interface TaxCode {
  id: number;
  no: string;
  name: string;
  /** Percent. */
  rate: number;
  /** The ledger account that VAT lines go to. */
  account?: number;
}

export interface VoucherType {
  id: number;
  no: number;
  title: string;
  series: number;
}

export interface FiscalYear {
  id: string;
  year: number;
  /** `2026-01-01`. */
  start: string;
  /** The first day after it: a year is start ≤ d < end (fact sheet 4.8). */
  end: string;
  locked: boolean;
}

export interface Named {
  id: number;
  name: string;
}

export interface Chart {
  accounts: Account[];
  taxCodes: TaxCode[];
  types: VoucherType[];
  years: FiscalYear[];
  departments: Named[];
  projects: Named[];
  series: { id: number; first: number }[];
}

export interface CompanySeed {
  /** The vendor's client number: a long, so text here. */
  id: string;
  name: string;
  organizationNumber: string;
  chart?: Partial<Chart & SalesSeed>;
  firstStamp?: number;
}

export interface UserSeed {
  applicationId: string;
  username: string;
  password: string;
  name?: string;
  identities: { id: string; company: string; isDefault?: boolean; blocked?: boolean }[];
}

export interface WorldSeed {
  companies: CompanySeed[];
  users: UserSeed[];
}

/** A small Norwegian chart. Tax id 3 is tax number 11: who mixes them up books the wrong VAT, as in life. */
export function norwegianChart(currentYear: number): Chart {
  return {
    accounts: ACCOUNTS.map(([number, name, taxNo, needs]) => ({ number, name, taxNo, needs })),
    taxCodes: TAX_CODES.map(([id, no, name, rate, account]) => ({ id, no, name, rate, account })),
    types: [
      { id: 100, no: -1, title: 'Inngående balanse', series: 0 },
      { id: 101, no: 1, title: 'Utgående faktura', series: 2 },
      { id: 105, no: 5, title: 'Diverse', series: 1 },
      { id: 108, no: 8, title: 'Bank', series: 3 },
      { id: 109, no: 9, title: 'Kassaoppgjør', series: 1 },
    ],
    years: [currentYear - 1, currentYear, currentYear + 1].map((year) => calendarYear(year)),
    departments: [
      { id: 1, name: 'Hovedkontor' },
      { id: 2, name: 'Butikk Sentrum' },
    ],
    projects: [{ id: 1, name: 'Sommerfestival' }],
    series: [
      { id: 1, first: 20001 },
      { id: 2, first: 10001 },
      { id: 3, first: 50001 },
    ],
  };
}

/** What the service calls an account besides its number: another id, so that nobody takes one for the other. */
export function accountIdOf(number: number): number {
  return 700_000 + number;
}

/** The year as a fiscal year that is open. */
export function calendarYear(year: number): FiscalYear {
  const id = `f15ca100-0000-4000-8000-00000000${year}`;
  return { id, year, start: `${year}-01-01`, end: `${year + 1}-01-01`, locked: false };
}

/** One login, two companies. For demos and for tests that do not care. */
export function demoWorld(): WorldSeed {
  return {
    companies: [
      { id: '887766554433221', name: 'Kiosk AS', organizationNumber: '999888777' },
      { id: '887766554433222', name: 'Kafe Fjord AS', organizationNumber: '999888666', firstStamp: 40001 },
    ],
    users: [
      {
        applicationId: '11111111-2222-3333-4444-555555555555',
        username: 'integration@example.no',
        password: 'secret',
        identities: [
          { id: 'aaaaaaaa-0000-0000-0000-000000000001', company: '887766554433221', isDefault: true },
          { id: 'aaaaaaaa-0000-0000-0000-000000000002', company: '887766554433222' },
        ],
      },
    ],
  };
}

const ACCOUNTS: [number: number, name: string, taxNo: string, needs?: Need[]][] = [
  [1500, 'Kundefordringer', '0', ['customer']],
  [1579, 'Kortfordringer', '0'],
  [1900, 'Kontanter', '0'],
  [1910, 'Vekslepenger', '0'],
  [1920, 'Bankinnskudd', '0'],
  [1940, 'Vipps', '0'],
  [2400, 'Leverandørgjeld', '0', ['customer']],
  [2700, 'Utgående merverdiavgift, høy sats', '0'],
  [2701, 'Utgående merverdiavgift, middels sats', '0'],
  [2702, 'Utgående merverdiavgift, lav sats', '0'],
  [2710, 'Inngående merverdiavgift, høy sats', '0'],
  [2711, 'Inngående merverdiavgift, middels sats', '0'],
  [2908, 'Gavekort og tilgodelapper', '0'],
  [2910, 'Tips til ansatte', '0'],
  [3000, 'Salgsinntekt, høy sats', '3'],
  [3003, 'Salgsinntekt, middels sats', '31'],
  [3005, 'Salgsinntekt, lav sats', '33'],
  [3100, 'Salgsinntekt, avgiftsfri', '5'],
  [3200, 'Salgsinntekt, utenfor avgiftsområdet', '6'],
  [4300, 'Varekjøp', '1'],
  [7740, 'Øreavrunding', '0'],
  [7741, 'Kassedifferanse', '0'],
  [7770, 'Bank- og kortgebyr', '0'],
];

const TAX_CODES: [id: number, no: string, name: string, rate: number, account?: number][] = [
  [1, '0', 'Ingen avgift', 0],
  [2, '1', 'Inngående 25 %', 25, 2710],
  [3, '11', 'Inngående 15 %', 15, 2711],
  [6, '3', 'Utgående 25 %', 25, 2700],
  [7, '31', 'Utgående 15 %', 15, 2701],
  [8, '5', 'Avgiftsfritt innenlands', 0],
  [9, '33', 'Utgående 12 %', 12, 2702],
  [10, '6', 'Utenfor merverdiavgiftsloven', 0],
];
