import {
  AccountingError,
  type AccountingAdapter,
  type AccountingPort,
  type AdapterDescription,
  type AdapterKeys,
  type AdapterTools,
  type BatchJournal,
  type Check,
  type ConnectionQuestion,
  type CustomerRecord,
  type DraftFinding,
  type DraftInBooks,
  type ErpConnection,
  type ErpCustomer,
  type ErpLists,
  type ErpProduct,
  type OrderDelivery,
  type OrderFinding,
  type OrderInBooks,
  type OrderReceipt,
  type ProductRecord,
  type Proof,
  type RecordOutcome,
  type SendPermit,
  type Step,
  type StepJournal,
  type Voucher,
  type VoucherDelivery,
  type VoucherReceipt,
} from '@accounting/port';
import { testConnection } from './24so.checks.js';
import { TwentyFourSoClient } from './24so.client.js';
import { saveCustomers } from './24so.customers.js';
import { describe24SevenOffice } from './24so.description.js';
import { DocumentUpload, type SavedDocument } from './24so.document.js';
import { lookUpDrafts, proveDraft, referenceOf } from './24so.drafts.js';
import { keysOf } from './24so.keys.js';
import { LISTS } from './24so.lists.js';
import { settled, type Settled, type TwentyFourSoOptions } from './24so.options.js';
import { lookUpOrders } from './24so.order-look-up.js';
import { deliverOrder } from './24so.orders.js';
import { Placing, type Place } from './24so.placing.js';
import type { LedgerVoucher } from './24so.marked.js';
import { saveProducts } from './24so.products.js';
import { findStanding, proveInLedger } from './24so.proof.js';
import { reason } from './24so.reasons.js';
import { customersSince, productsSince } from './24so.registers.js';
import { SoapServices } from './24so.soap.js';
import { bundleListOf, bundleName } from './24so.voucher.js';

/** As many stamps are lost to somebody else before a delivery waits for a quieter moment. */
const STAMPS_TO_TRY = 3;

/** The service's own word for "no document" (fact sheet 4.2). */
const NO_STAMP = 0;

/** 24SevenOffice over SOAP. Its quirks, with sources, are in docs/adapters/24so.md. */
export class TwentyFourSoAdapter implements AccountingAdapter {
  readonly id = '24so';
  readonly description: AdapterDescription;
  private readonly options: Settled;
  private readonly soap: SoapServices;

  constructor(options: TwentyFourSoOptions) {
    this.options = settled(options);
    this.description = describe24SevenOffice(this.options);
    this.soap = new SoapServices(options);
  }

  keys(connection: ErpConnection): AdapterKeys {
    const { lane, session, budget } = keysOf(connection, this.options.applicationId);
    return { lane, session, budget };
  }

  open(connection: ErpConnection, tools: AdapterTools): AccountingPort {
    return new TwentyFourSoBooks(new TwentyFourSoClient(this.options, this.soap, connection, tools));
  }
}

/** One company's books. A delivery is: the document's pages, each saved, then the voucher that refers to them. */
class TwentyFourSoBooks implements AccountingPort {
  readonly timing: AccountingPort['timing'];

  constructor(private readonly client: TwentyFourSoClient) {
    const { writeTimeoutMs, settleAfterMs } = client.options;
    this.timing = { writeTimeoutMs, settleAfterMs };
  }

  list<Name extends keyof ErpLists>(name: Name): Promise<ErpLists[Name][]> {
    return LISTS[name](this.client);
  }

  test(question: ConnectionQuestion): Promise<Check[]> {
    return testConnection(this.client, question);
  }

  lookUpDrafts(drafts: DraftInBooks[]): Promise<DraftFinding[]> {
    return lookUpDrafts(this.client, drafts);
  }

  deliverOrder(delivery: OrderDelivery, journal: StepJournal): Promise<OrderReceipt> {
    return deliverOrder(this.client, delivery, journal);
  }

  lookUpOrders(orders: OrderInBooks[]): Promise<OrderFinding[]> {
    return lookUpOrders(this.client, orders);
  }

  saveProducts(
    products: ProductRecord[],
    journal: BatchJournal,
    categoriesToCome: string[],
  ): Promise<Map<string, RecordOutcome>> {
    return saveProducts({ client: this.client, journal }, products, categoriesToCome);
  }

  saveCustomers(customers: CustomerRecord[], journal: BatchJournal): Promise<Map<string, RecordOutcome>> {
    return saveCustomers({ client: this.client, journal }, customers);
  }

  products(changedSince: Date | null): AsyncIterable<ErpProduct[]> {
    return productsSince(this.client, changedSince);
  }

  customers(changedSince: Date | null): AsyncIterable<ErpCustomer[]> {
    return customersSince(this.client, changedSince);
  }

  async deliver(delivery: VoucherDelivery, journal: StepJournal): Promise<VoucherReceipt> {
    const placing = new Placing(this.client, delivery);
    if (!delivery.document) return this.post(delivery, journal, () => this.placeWithoutDocument(placing));
    const upload = new DocumentUpload(this.client, journal, delivery.document, async () => {
      await placing.preflight();
      const there = delivery.mode === 'ledger' && (await findStanding(this.client, delivery.voucher));
      if (there) throw new StandsAlready(there);
    });
    try {
      return await this.postWithDocument(delivery, journal, upload, placing);
    } catch (error) {
      if (!(error instanceof StandsAlready)) throw error;
      return this.adopt(delivery, journal, error.there, placing);
    }
  }

  private async postWithDocument(
    delivery: VoucherDelivery,
    journal: StepJournal,
    upload: DocumentUpload,
    placing: Placing,
  ): Promise<VoucherReceipt> {
    for (let stamps = 1; ; stamps++) {
      const document = await upload.save();
      try {
        return await this.post(delivery, journal, () => this.place(document, upload, placing));
      } catch (error) {
        if (!isStampShared(error) || stamps === STAMPS_TO_TRY) throw error;
        await upload.leave(document);
      }
    }
  }

  /** The journal looks once more. Should it be reversed at that very moment, its place is not ours to send to. */
  private adopt(
    delivery: VoucherDelivery,
    journal: StepJournal,
    there: LedgerVoucher,
    placing: Placing,
  ): Promise<VoucherReceipt> {
    return this.post(
      delivery,
      journal,
      () => placing.placeAt(there),
      ({ number, year }) =>
        Promise.reject(new AccountingError(reason('NUMBER_TAKEN', { number, year }), 'retry')),
    );
  }

  private post(
    delivery: VoucherDelivery,
    journal: StepJournal,
    prepare: () => Promise<Place>,
    send: Step<Place, VoucherReceipt>['send'] = (place, permit) => this.send(delivery, place, permit),
  ): Promise<VoucherReceipt> {
    return journal.step<Place, VoucherReceipt>({
      name: delivery.mode === 'draft' ? 'save-draft' : 'post-voucher',
      leavesVoucher: true,
      looksFirst: delivery.mode === 'ledger',
      prepare,
      send,
      prove: (place) => this.prove(delivery, place),
    });
  }

  private async place(document: SavedDocument, upload: DocumentUpload, placing: Placing): Promise<Place> {
    await upload.verifyStamp(document);
    return placing.place(document.stamp);
  }

  private async placeWithoutDocument(placing: Placing): Promise<Place> {
    await placing.preflight();
    return placing.place(NO_STAMP);
  }

  private async send(
    { voucher, mode }: VoucherDelivery,
    place: Place,
    permit: SendPermit,
  ): Promise<VoucherReceipt> {
    const BundleList = bundleListOf(voucher, mode, place);
    await this.client.send('SaveBundleList', { BundleList }, permit);
    if (mode === 'draft') return { state: 'draft', reference: draftReference(voucher, place) };
    return { state: 'posted', reference: referenceOf({ ...place, date: voucher.date }) };
  }

  private async prove({ voucher, mode }: VoucherDelivery, place: Place): Promise<Proof<VoucherReceipt>> {
    if (mode === 'ledger') {
      const proof = await proveInLedger(this.client, voucher, place);
      if (proof.verdict !== 'found') return proof;
      return { ...proof, result: { state: 'posted', reference: referenceOf(proof.result) } };
    }
    const proof = await proveDraft(this.client, voucher, place.stamp);
    if (proof.verdict !== 'found') return proof;
    const there = proof.result.is === 'posted' ? proof.result.there : null;
    const reference = { ...draftReference(voucher, place), ...(there ? referenceOf(there) : {}) };
    return { ...proof, result: { state: proof.result.is, reference } };
  }
}

/** Ends the upload before it begins: what it would be for is in the ledger. */
class StandsAlready extends Error {
  constructor(readonly there: LedgerVoucher) {
    super(`Voucher ${there.number} stands there already`);
  }
}

/** Where a person finds a draft, which has no number of its own yet. */
function draftReference(voucher: Voucher, { stamp }: Place): Record<string, string> {
  const reference = { bundle: bundleName(voucher), date: voucher.date };
  return stamp === NO_STAMP ? reference : { ...reference, stampNo: String(stamp) };
}

function isStampShared(error: unknown): boolean {
  return error instanceof AccountingError && error.code === 'STAMP_SHARED';
}
