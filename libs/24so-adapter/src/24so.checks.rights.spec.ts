import type { Check, ConnectionQuestion } from '@accounting/port';
import { twentyFourSoBench, type TwentyFourSoBench } from '../simulator/24so.bench.js';
import type { TwentyFourSoClient } from './24so.client.js';
import { productsNumbered } from './24so.lists.js';

let bench: TwentyFourSoBench;

beforeEach(async () => {
  bench = await twentyFourSoBench();
});
afterEach(() => bench.close?.());

const question = (over: Partial<ConnectionQuestion>): ConnectionQuestion => ({
  multipleCompanies: true,
  multipleDepartments: false,
  voucherType: '9',
  roles: [{ role: 'giftCardSold', account: '2908' }],
  invoices: true,
  mode: 'ledger',
  today: '2026-10-23',
  ...over,
});

const test = async (over: Partial<ConnectionQuestion> = {}): Promise<Check[]> =>
  bench.adapter.open(bench.connection, { ...bench.tools, purpose: 'person' }).test(question(over));

const found = (checks: Check[], code: string) => checks.filter((check) => check.code === code);
const brief = (checks: Check[]) => checks.map(({ code, status }) => `${status} ${code}`);

const giftCard = (over: { number?: string; taxRate?: number } = {}) =>
  bench.company.addProduct({ number: 'GIFTCARD', name: 'Gavekort', taxRate: 0, ...over });

const isNumbered = ({ number }: { number: string }) => number === 'GIFTCARD';

/** One more, as a person makes it: nobody there objects. */
const giftCardBesides = () =>
  bench.company.personSavesProduct({ changes: { number: 'GIFTCARD', name: 'Gavekort', categoryId: 3 } }).id;

const SERVICES: [service: string, module: string][] = [
  ['CompanyService', 'CRM'],
  ['AccountService', 'Accounting'],
  ['TransactionService', 'Accounting'],
  ['AttachmentService', 'Accounting'],
  ['ClientService', 'Admin'],
  ['ProductService', 'Products'],
  ['InvoiceService', 'Invoicing'],
];

describe('the five rights', () => {
  it('are on one line when all are there', async () => {
    expect(found(await test(), 'RIGHTS')).toMatchObject([
      { status: 'ok', message: 'Brukeren har tilgang til CRM, Accounting, Admin, Products og Invoicing.' },
    ]);
  });

  it.each(SERVICES)('%s refused: %s is missing, once, and the others are there', async (service, module) => {
    bench.company.refuseModule(service);
    const checks = await test();

    const missing = found(checks, 'RIGHTS_MISSING');
    expect(missing).toMatchObject([{ status: 'failed', who: 'regnskapsfører' }]);
    expect(missing[0]?.message).toContain(`mangler tilgang til ${module} i`);
    expect(missing[0]?.fix).toContain(
      'Administrasjon > Brukeradministrasjon (tidligere versjon: Administrasjon > Brukere)',
    );
    const [rights] = found(checks, 'RIGHTS');
    expect(rights?.message).not.toContain(module);
  });

  it('have a line each when several are missing, in the order of the guide', async () => {
    for (const [service] of SERVICES) bench.company.refuseModule(service);
    const checks = await test();

    expect(found(checks, 'RIGHTS')).toEqual([]);
    expect(
      found(checks, 'RIGHTS_MISSING').map(({ message }) => /tilgang til (\w+)/.exec(message)?.[1]),
    ).toEqual(['CRM', 'Accounting', 'Admin', 'Products', 'Invoicing']);
  });

  it.each(SERVICES)('%s refused, without invoices: only what settlements need fails', async (service) => {
    bench.company.refuseModule(service);
    const needed = !['CompanyService', 'ProductService', 'InvoiceService'].includes(service);

    const checks = await test({ invoices: false });

    expect(found(checks, 'RIGHTS_MISSING').map(({ status }) => status)).toEqual([
      needed ? 'failed' : 'warning',
    ]);
    // What the missing right does not hide is looked at.
    expect(found(checks, 'VOUCHER_TYPE')).toHaveLength(needed ? 0 : 1);
  });

  it.each([
    [true, 'failed'],
    [false, 'warning'],
  ])('not seen after a fault whose text we do not know (invoices %s)', async (invoices, status) => {
    bench.company.refuseModule('InvoiceService', 'Kjære kunde');

    const [check] = found(await test({ invoices }), 'RIGHTS_NOT_SEEN');

    expect(check).toMatchObject({ status, who: 'regnskapsfører' });
    expect(check?.message).toMatch(/Invoicing.*«Kjære kunde»/);
    expect(check?.fix).toContain('tidligere versjon');
  });

  it.each(['GetCompanies', 'GetProducts', 'GetPaymentMethods'])(
    'are there when %s finds nothing and leaves the result out',
    async (operation) => {
      const fault = { kind: 'absentResultElement', saved: false } as const;
      bench.simulator.control.planFault({ operation, fault });
      giftCard();

      expect(brief(await test())).toEqual(expect.arrayContaining(['ok RIGHTS', 'ok GIFTCARD']));
    },
  );

  it('are looked at without changing anything', async () => {
    const before = [bench.held(), bench.documentCount()];
    await test();

    expect([bench.held(), bench.documentCount()]).toEqual(before);
    const writes = bench.simulator.control.calls().filter(({ operation }) => !/^(Get|Login)/.test(operation));
    expect(writes).toEqual([]);
  });
});

describe('the product GIFTCARD', () => {
  it('is missing: what to make, where, and who', async () => {
    bench.company.addProduct({ number: 'GIFTCARD-OLD', name: 'Gavekort', taxRate: 0 });

    const [check] = found(await test(), 'GIFTCARD_MISSING');

    expect(check).toMatchObject({ status: 'failed', who: 'regnskapsfører' });
    expect(check?.message).toContain('GIFTCARD');
    expect(check?.fix).toContain('Varer > Ny vare (tidligere versjon: ');
    expect(check?.fix).toContain('varenummer GIFTCARD, typegruppe mot gavekortkontoen 2908, uten mva');
  });

  it('is only a warning where no account for sold gift cards is mapped', async () => {
    const [check] = found(await test({ roles: [] }), 'GIFTCARD_MISSING');

    expect(check?.status).toBe('warning');
  });

  it('is told from others that a looser search finds', async () => {
    const numbers = ['GIFTCARD-OLD', 'giftcard ', undefined];
    const found = { Product: numbers.map((No) => ({ No })) };
    const client = { look: () => Promise.resolve(found) } as unknown as TwentyFourSoClient;

    expect(await productsNumbered(client, 'GIFTCARD')).toEqual([{ No: 'giftcard ' }]);
  });

  it.each(['giftcard', 'GiftCard'])('in another case is named, with how to mend it: %s', async (number) => {
    giftCard({ number });
    const [check] = found(await test(), 'GIFTCARD_MISSPELT');

    expect(check).toMatchObject({ status: 'failed', who: 'regnskapsfører' });
    expect(check?.message).toContain(number);
    expect(check?.fix).toContain('Endre varenummeret til GIFTCARD');
  });

  it('that is expired is not well', async () => {
    bench.company.addProduct({ number: 'GIFTCARD', name: 'Gavekort', taxRate: 0, statusId: 0 });
    expect(brief(await test()).filter((check) => check.includes('GIFTCARD'))).toEqual([
      'failed GIFTCARD_EXPIRED',
    ]);
  });

  it('is not well when there are two, and well when one of them is expired', async () => {
    giftCard();
    const twins = [giftCardBesides(), giftCardBesides()];
    const [check] = found(await test(), 'GIFTCARD_TWICE');
    expect(check).toMatchObject({ status: 'failed' });
    expect(check?.message).toContain(
      `id ${bench.company
        .products()
        .filter(isNumbered)
        .map(({ id }) => id)
        .join(', ')}`,
    );

    for (const id of twins) bench.company.personSavesProduct({ id, changes: { statusId: 0 } });
    expect(found(await test(), 'GIFTCARD')).toMatchObject([{ status: 'ok' }]);
  });

  it('is well when it has no VAT', async () => {
    giftCard();
    expect(found(await test(), 'GIFTCARD')).toMatchObject([{ status: 'ok' }]);
  });

  it('is worth a warning when it has', async () => {
    giftCard({ taxRate: 25 });
    const [check] = found(await test(), 'GIFTCARD_HAS_VAT');

    expect(check).toMatchObject({ status: 'warning', who: 'regnskapsfører' });
    expect(check?.message).toContain('25 % mva');
    expect(check?.fix).toContain('tidligere versjon');
  });

  it.each<[string, () => Partial<ConnectionQuestion>]>([
    ['invoices are off', () => ({ invoices: false })],
    ['products may not be read', () => (bench.company.refuseModule('ProductService'), {})],
  ])('is not looked for when %s', async (_when, arrange) => {
    expect(brief(await test(arrange())).filter((check) => check.includes('GIFTCARD'))).toEqual([]);
  });
});
