import type { AdapterDescription, ConnectionQuestion, ErpLists, VoucherDelivery } from '@accounting/port';
import type { BooksTraits, PortScenario } from './bench.js';
import { snapshot } from './scenarios-delivering.js';
import { Worker } from './worker.js';

const hasDrafts = ({ description }: BooksTraits) => description.capabilities.modes.includes('draft');

export const reading: PortScenario[] = [
  {
    title: 'lists what the settings page lets one choose from',
    run: async (bench) => {
      const port = new Worker(bench).open();

      for (const name of listsOf(bench.adapter.description)) {
        const entries = await port.list(name);
        expect([name, entries.length]).not.toEqual([name, 0]);
        for (const entry of entries) expect(entry).toMatchObject(shapes[name]());
      }
    },
  },
  {
    title: 'lists companies before one is chosen',
    run: async (bench) => {
      const port = bench.adapter.open(
        { ...bench.connection, company: null, erpDepartment: null },
        bench.tools,
      );
      const { company } = bench.connection;

      expect((await port.list('companies')).map(({ id }) => id)).toContain(company?.id);
    },
  },
  {
    title: 'knows the code that it says means "no VAT"',
    run: async (bench) => {
      const codes = await new Worker(bench).open().list('vatCodes');

      expect(codes.map(({ code }) => code)).toContain(bench.adapter.description.noVatCode);
    },
  },
  {
    title: 'tests the connection, finds all well, and changes nothing',
    run: async (bench) => {
      const worker = new Worker(bench);
      const delivery = await worker.delivery(worker.modes[0] ?? 'ledger');
      const before = await snapshot(bench);

      const checks = await worker.open().test(questionAbout(delivery));

      expect(checks).not.toEqual([]);
      for (const check of checks) expect(check).toMatchObject({ code: text(), message: text(), who: text() });
      expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(await snapshot(bench)).toBe(before);
    },
  },
  {
    title: 'tells of an account that is missing when the connection is tested',
    run: async (bench) => {
      const worker = new Worker(bench);
      const question = questionAbout(await worker.delivery(worker.modes[0] ?? 'ledger'));
      const roles = [...question.roles, { role: 'tips', account: '9999' }];

      const checks = await worker.open().test({ ...question, roles });

      const failed = checks.filter(({ status }) => status === 'failed');
      expect(failed.map(({ message }) => message).join()).toContain('9999');
    },
  },
  {
    title: 'answers a test of the connection though the system is down, and does not throw',
    run: async (bench) => {
      const worker = new Worker(bench);
      const question = questionAbout(await worker.delivery(worker.modes[0] ?? 'ledger'));
      await bench.goDown();

      const checks = await worker.open().test(question);

      expect(checks.filter(({ status }) => status === 'failed')).not.toEqual([]);
    },
  },
  {
    title: 'tells a draft that waits from one that was posted and one that is gone, in the order asked',
    needs: hasDrafts,
    run: async (bench) => {
      const worker = new Worker(bench);
      const drafts = [];
      for (let made = 0; made < 3; made++) {
        const delivery = await worker.delivery('draft');
        const { reference } = await worker.deliver(delivery);
        drafts.push({ voucher: delivery.voucher, reference });
      }
      const [posted = '', , gone = ''] = drafts.map(({ voucher }) => voucher.marker);
      await bench.accountantPosts(posted);
      await bench.accountantDeletes(gone);

      const findings = await worker.open().lookUpDrafts(drafts);

      expect(findings.map(({ is }) => is)).toEqual(['posted', 'draft', 'gone']);
      expect(findings[0]).toMatchObject({ notes: [] });
    },
  },
  {
    title: 'names its keys from the connection alone, with no secret in them',
    run: ({ adapter, connection }) => {
      const keys = adapter.keys(connection);
      const secrets = adapter.description.credentials.filter(({ secret }) => secret);

      expect(adapter.keys(structuredClone(connection))).toEqual(keys);
      expect(adapter.keys({ ...connection, company: null }).lane).toBeNull();
      for (const { name } of secrets)
        expect(JSON.stringify(keys)).not.toContain(connection.credentials[name]);
    },
  },
  {
    title: 'gives departments that reach one company one lane, and another company another session',
    run: ({ adapter, connection }) => {
      const keys = adapter.keys(connection);
      const department = { ...connection, erpDepartment: { id: '77', name: 'Butikk Havna' } };
      const company = { ...connection, company: { id: '77', name: 'Et annet firma' } };

      expect(adapter.keys(department).lane).toBe(keys.lane);
      expect(adapter.keys(company).session).not.toBe(keys.session);
    },
  },
];

// Made when they are used: this file is also loaded where there is no jest.
const text = () => expect.stringMatching(/./) as string;
const named = () => ({ id: text(), name: text() });
const aDay = () => expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string;

type Shapes = { [Name in keyof ErpLists]: () => object };

const shapes: Shapes = {
  companies: named,
  departments: named,
  accounts: () => ({ number: text(), name: text() }),
  vatCodes: () => ({ code: text(), name: text(), rate: expect.any(Number) as number }),
  voucherTypes: () => ({ ...named(), number: text() }),
  fiscalYears: () => ({ from: aDay(), to: aDay(), locked: expect.any(Boolean) as boolean }),
};

function listsOf({ capabilities }: AdapterDescription): (keyof ErpLists)[] {
  const { departments, voucherTypes, fiscalYears } = capabilities;
  const has = { companies: true, accounts: true, vatCodes: true, departments, voucherTypes, fiscalYears };
  return (Object.keys(shapes) as (keyof ErpLists)[]).filter((name) => has[name]);
}

function questionAbout({ voucher, mode, voucherType }: VoucherDelivery): ConnectionQuestion {
  return {
    multipleCompanies: false,
    multipleDepartments: false,
    voucherType,
    roles: voucher.lines.map(({ role, account, vatCode }) => ({ role, account, vatCode })),
    invoices: false,
    mode,
    today: voucher.date,
  };
}
