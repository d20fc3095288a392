import { AccountingError, carriesMarker, StepUndecided, type VoucherDelivery } from '@accounting/port';
import {
  aDelivery,
  aMarker,
  aVoucher,
  memoryTools,
  MemoryJournal,
  TestClock,
  TestIds,
  type Bench,
  type HeldVoucher,
  type Loss,
  type MemoryJournalOptions,
  type DocumentedDelivery,
} from '@accounting/testkit';
import { TwentyFourSoAdapter, type TwentyFourSoOptions } from '../src/index.js';
import type { Draft, Entry, PostedVoucher } from './bookings.js';
import type { Company } from './company.js';
import type { CustomerAddress } from './customers.js';
import type { Fault } from './faults.js';
import type { SummedOrder } from './orders.js';
import { startSimulator, type Simulator } from './simulator.js';

/** What a test of this adapter can reach besides what every bench has. */
export interface TwentyFourSoBench extends Bench {
  simulator: Simulator;
  company: Company;
  tools: ReturnType<typeof memoryTools> & { clock: TestClock };
}

const APPLICATION_ID = '11111111-2222-3333-4444-555555555555';

/**
 * One company of the simulator's demo world, with the accounts of `aVoucher`; PDF is taken, and so is the VAT rate that
 * comes with a product: nobody is there to give new categories theirs.
 */
export async function twentyFourSoBench(over: Partial<TwentyFourSoOptions> = {}): Promise<TwentyFourSoBench> {
  const clock = new TestClock();
  const simulator = await startSimulator({ clock, ids: new TestIds() });
  const company = simulator.control.company('887766554433221');
  company.switches.acceptsPdf = true;
  company.switches.productTaxRateIsTaken = true;
  company.addAccount({ number: 2380, name: 'Kortoppgjør', taxNo: '0' });
  company.addAccount({ number: 3001, name: 'Salg av mat', taxNo: '31' });

  return {
    simulator,
    company,
    adapter: new TwentyFourSoAdapter(optionsFor(simulator.url, over)),
    connection: {
      credentials: { username: 'integration@example.no', password: 'secret' },
      company: { id: '887766554433221', name: 'Kiosk AS' },
      erpDepartment: { id: '2', name: 'Butikk Sentrum' },
    },
    tools: { ...memoryTools({ clock }), clock },
    held: () => [
      ...company.vouchers().map((v) => postedAsSent(v, company)),
      ...company.drafts().map((d) => draftAsSent(d, company)),
    ],
    documentCount: () => company.files().length,
    loseNextAnswer: (how) => simulator.control.planFault({ operation: '*', fault: faultOf(how) }),
    goDown: () => goDown(simulator),
    comeBack: () => simulator.control.clearFaults(),
    accountantPosts: (marker) => void company.accountantPosts(marker),
    accountantDeletes: (marker) => company.accountantDeletesDraft(marker),
    personTakesNumber: () => {
      for (const series of [1, 2, 3]) company.takeEntryNumber({ series });
    },
    registers: registersOf(simulator, company),
    orders: ordersOf(company),
    close: () => simulator.stop(),
  };
}

/**
 * It answers nothing, and the sessions are gone with it: so a write is as certainly not done as on a host that refuses
 * connections. A 503 that a write is answered is another matter, which `24so.*.contract.spec.ts` look into.
 */
function goDown({ control }: Simulator): void {
  for (const operation of WRITES)
    control.planFault({ operation, fault: { kind: 'expireSession' }, probability: 1 });
  control.planFault({ operation: '*', fault: { kind: 'html503NotSaved' }, probability: 1 });
}

const WRITES = ['SaveCategories', 'SaveProducts', 'SaveCompanies', 'SaveInvoices', 'SetStockQuantity'];

function registersOf({ control }: Simulator, company: Company): NonNullable<Bench['registers']> {
  const categoryName = (id: number) =>
    company.categories().find((category) => category.id === id)?.name ?? null;
  const writes = (operations: string[]) =>
    control.calls().filter(({ operation }) => operations.includes(operation)).length;
  return {
    products: () =>
      company.products().map(({ id, number, name, description = null, ean1 = null, ...product }) => ({
        ...{ id: String(id), number, name, description, barcode: ean1, vatRate: product.taxRate },
        priceExVat: product.price ?? null,
        priceIncVat: Math.round((product.cashPriceIncTax ?? 0) * 100),
        costPrice: product.inPrice ?? null,
        category: categoryName(product.categoryId),
        active: product.statusId === 1,
        stock: product.stock ?? null,
      })),
    customers: () =>
      company.customers().map(({ id, name, firstName, active, ...customer }) => ({
        ...{ id: String(id), name: firstName ? `${firstName} ${name}` : name, active },
        externalId: customer.externalId ?? null,
        organisationNumber: customer.organizationNumber ?? null,
        email: customer.emails?.Work?.Value ?? null,
        phone: customer.phones?.Work?.Value ?? null,
        address: addressOf(customer.addresses?.Post),
      })),
    categories: () => company.categories().map(({ name }) => name),
    personChangesProduct: (id, changes) => void company.personSavesProduct({ id: Number(id), changes }),
    personDeletesCustomer: (id) => company.personDeletesCustomer(Number(id)),
    refuseRecord: (numberOrName) => company.refuseRecord(numberOrName),
    writes: () => ({ all: writes(WRITES), stock: writes(['SetStockQuantity']) }),
  };
}

function addressOf(post: CustomerAddress | undefined) {
  if (!post) return null;
  const { Street: street = '', PostalCode: postalCode = '', PostalArea: city = '' } = post;
  return { street, postalCode, city };
}

function ordersOf(company: Company): NonNullable<Bench['orders']> {
  const marked = (marker: string) =>
    company.orders().find(({ referenceNumber = '' }) => carriesMarker(referenceNumber, marker))?.orderId ?? 0;
  return {
    orders: () => company.orders().map((order) => heldOrder(order, company)),
    personIssuesOrder: (marker) => void company.personInvoicesOrder(marked(marker)),
    personDeletesOrder: (marker) => company.personDeletesOrder(marked(marker)),
  };
}

function heldOrder(order: SummedOrder, company: Company): HeldOrder {
  const { orderId, invoiceId, customerId, departmentId, referenceOrderId, referenceNumber = '' } = order;
  const texts = [order.invoiceTitle, order.yourReference, order.customerReferenceNo, order.invoiceText];
  return {
    id: String(orderId),
    state: invoiceId === undefined ? 'draft' : 'posted',
    invoiceNumber: invoiceId === undefined ? null : String(invoiceId),
    marker: /\[(\w+)\]$/.exec(referenceNumber)?.[1] ?? '',
    customerId: String(customerId),
    date: order.dateOrdered ?? '',
    pricesIncVat: order.includeVat,
    department: departmentId === undefined ? null : String(departmentId),
    text: texts.join('\n'),
    credits: referenceOrderId === undefined ? null : String(referenceOrderId),
    skipStock: order.skipStock ?? false,
    rows: order.rows.map((row) => heldRow(row, company)),
    totals: { gross: order.totalIncVat, vat: order.totalVat },
  };
}

function heldRow(row: SummedOrder['rows'][number], company: Company): HeldOrder['rows'][number] {
  const { type, name: text = '', productId, price = 0, quantity = '', discountRate = '0', vatRate = 0 } = row;
  if (type !== 'Normal') return { type: 'text', text };
  const account = company.typeGroups().find(({ id }) => id === row.typeGroupId)?.account;
  return {
    ...{
      type: 'item',
      productId: String(productId),
      text,
      quantity,
      price,
      discountPercent: discountRate,
      vatRate,
    },
    ...(account === undefined ? {} : { account: String(account) }),
  };
}

type HeldOrder = Awaited<ReturnType<NonNullable<Bench['orders']>['orders']>>[number];

export function optionsFor(url: string, over: Partial<TwentyFourSoOptions> = {}): TwentyFourSoOptions {
  return {
    apiUrl: url,
    webservicesUrl: url,
    applicationId: APPLICATION_ID,
    maxRps: 0,
    readTimeoutMs: 5_000,
    writeTimeoutMs: 5_000,
    settleAfterMs: 300_000,
    ...over,
  };
}

function faultOf({ saved, savedLater }: Loss): Fault {
  if (savedLater !== undefined) return { kind: 'dropAndSaveLater', ms: savedLater };
  return { kind: saved ? 'dropAfterSaving' : 'dropBeforeSaving' };
}

/** The ledger holds a sale net, and VAT lines of its own without a tax number: back to what was sent. */
function postedAsSent({ lines }: PostedVoucher, company: Company): HeldVoucher {
  const sent = lines
    .filter(({ taxNo }) => taxNo !== '')
    .map((line) => ({ ...line, amount: grossOf(line, company) }));
  return heldAs('posted', sent, company);
}

function draftAsSent({ vouchers }: Draft, company: Company): HeldVoucher {
  return heldAs(
    'draft',
    vouchers.flatMap(({ entries }) => entries),
    company,
  );
}

function heldAs(state: HeldVoucher['state'], entries: Entry[], company: Company): HeldVoucher {
  const stamps = new Set(entries.map(({ stamp }) => stamp).filter((stamp) => stamp > 0));
  return {
    state,
    date: entries[0]?.date ?? '',
    lines: entries.map(({ account, taxNo, department, amount, comment }) => ({
      account: String(account),
      vatCode: taxNo,
      department: department > 0 ? String(department) : undefined,
      amount,
      text: comment,
    })),
    documents: company.files().filter(({ stamp }) => stamps.has(stamp)),
  };
}

const RATES: Record<string, number> = { '3': 25, '31': 15, '33': 12 };

function grossOf({ amount, taxNo }: Entry, { switches }: Company): number {
  return switches.splitsVat ? Math.round((amount * (100 + (RATES[taxNo] ?? 0))) / 100) : amount;
}

/** The deliveries of a test, each with what happens to it. Opens a bench for each test, and closes it. */
export function atWork() {
  let bench: TwentyFourSoBench;
  beforeEach(async () => {
    bench = await twentyFourSoBench();
  });
  afterEach(() => bench.close?.());

  const open = (tools: Partial<TwentyFourSoBench['tools']> = {}) =>
    bench.adapter.open(bench.connection, { ...bench.tools, ...tools });

  return {
    get bench() {
      return bench;
    },
    open,
    journalOf: (over: Partial<MemoryJournalOptions> = {}) =>
      new MemoryJournal({ clock: bench.tools.clock, timing: open().timing, ...over }),
    calls: (operation: string) => bench.simulator.control.calls(operation).length,
    plan: (operation: string, fault: Fault) => bench.simulator.control.planFault({ operation, fault }),
    /** With other options than the bench's own. */
    readapt: (over: Partial<TwentyFourSoOptions>) =>
      void (bench.adapter = new TwentyFourSoAdapter(optionsFor(bench.simulator.url, over))),
    ours: ({ voucher: { marker } }: VoucherDelivery) =>
      bench.company
        .vouchers()
        .filter(({ lines }) => lines.some(({ comment }) => carriesMarker(comment, marker))),
    async deliverToTheEnd(of: VoucherDelivery, journal: MemoryJournal) {
      for (let attempt = 0; attempt < 10; attempt++) {
        try {
          return await open().deliver(of, journal);
        } catch (error) {
          if (!(error instanceof StepUndecided)) throw error;
          await bench.tools.clock.advanceTo(error.askAt);
        }
      }
      throw new Error('Not delivered');
    },
  };
}

export function delivery(over: Partial<DocumentedDelivery> = {}, n = 1): DocumentedDelivery {
  return aDelivery({ mode: 'ledger', voucherType: '9', voucher: aVoucher({ marker: aMarker(n) }), ...over });
}

/** The error that crosses the port, also when the journal has wrapped it. */
export async function failureOf(promise: Promise<unknown>): Promise<AccountingError> {
  const error: unknown = await promise.then(
    () => new Error('It went through'),
    (failure: unknown) => failure,
  );
  const inner = error instanceof StepUndecided ? error.cause : error;
  if (!(inner instanceof AccountingError)) throw inner;
  return inner;
}
