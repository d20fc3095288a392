import { AccountingError, type VoucherDelivery } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { accountsOf, typesOf, yearContaining, yearsOf, type Year } from './24so.lists.js';
import { items, type TypeData } from './24so.operations.js';
import type { Sent } from './24so.proof.js';
import { reason } from './24so.reasons.js';
import { bundleListOf, type Placement } from './24so.voucher.js';
import { dateTime } from './24so.wire.js';

/** The highest account number that the account list can hold (fact sheet 2.13). */
const HIGHEST_LISTED_ACCOUNT = 32_767;

/** What a voucher is sent with, and proven by. */
export type Place = Placement & Sent;

type Found = Omit<Place, 'number' | 'stamp'> & { series: number };

/** Finds a voucher its place in the books; reads only, and each list once a delivery. */
export class Placing {
  private looked: Promise<Found> | undefined;

  constructor(
    private readonly client: TwentyFourSoClient,
    private readonly delivery: VoucherDelivery,
  ) {}

  /** Throws what would keep the voucher out, before anything is written. */
  async preflight(): Promise<void> {
    const found = await this.look();
    const { voucher, mode } = this.delivery;
    bundleListOf(voucher, mode, { ...found, number: 0, stamp: 0 });
  }

  /** With the number that is next. Nobody reserves it (fact sheet 4.2). */
  async place(stamp: number): Promise<Place> {
    const { series, ...found } = await this.look();
    const { date } = this.delivery.voucher;
    const argEntryId = { Date: dateTime(date), SortNo: series, EntryNo: 0 as const };
    const number = (await this.client.call('GetEntryId', { argEntryId }))?.EntryNo ?? 0;
    if (number > 0) return { ...found, number, stamp };
    const facts = { voucherType: String(found.type), year: found.year };
    throw new AccountingError(reason('NO_VOUCHER_NUMBER', facts), 'ask-a-human');
  }

  /** Where it stands already: nothing is reserved and nothing sent. */
  async placeAt({ number, stamp }: Pick<Sent, 'number' | 'stamp'>): Promise<Place> {
    return { ...(await this.look()), number, stamp };
  }

  private look(): Promise<Found> {
    this.looked ??= this.lookUp();
    return this.looked;
  }

  private async lookUp(): Promise<Found> {
    const types = await typesOf(this.client);
    const { TypeNo, EntrySeriesId } = this.typeAmong(types);
    const year = this.yearAmong(await yearsOf(this.client));
    await this.requireAccounts();
    const shared = types.filter((type) => type.EntrySeriesId === EntrySeriesId);
    return {
      type: TypeNo,
      series: EntrySeriesId,
      seriesTypes: shared.map((type) => type[this.client.options.transactionTypeIs]),
      year: year.id,
      yearFrom: year.from,
      yearTo: year.to,
      taxNos: await this.taxNos(),
    };
  }

  private typeAmong(types: TypeData[]): TypeData {
    const { voucherType } = this.delivery;
    if (voucherType === null) throw new AccountingError(reason('VOUCHER_TYPE_MISSING'), 'ask-a-human');
    const type = types.find(({ TypeNo }) => String(TypeNo) === voucherType);
    if (type) return type;
    throw new AccountingError(reason('VOUCHER_TYPE_UNKNOWN', { voucherType }), 'ask-a-human');
  }

  private yearAmong(years: Year[]): Year {
    const { date } = this.delivery.voucher;
    const year = yearContaining(years, date);
    if (!year) throw new AccountingError(reason('FISCAL_YEAR_MISSING', { date }), 'ask-a-human');
    if (year.locked) throw new AccountingError(reason('PERIOD_LOCKED', { date }), 'ask-a-human');
    return year;
  }

  private async requireAccounts(): Promise<void> {
    const known = new Set((await accountsOf(this.client)).map(({ AccountNo = 0 }) => String(AccountNo)));
    const wanted = new Set(this.delivery.voucher.lines.map(({ account }) => account));
    const accounts = [...wanted].filter(
      (account) => !known.has(account) && !(Number(account) > HIGHEST_LISTED_ACCOUNT),
    );
    if (accounts.length > 0)
      throw new AccountingError(reason('ACCOUNT_MISSING', { accounts }), 'ask-a-human');
  }

  /** Only where the entry wants the tax code's id in place of its number (fact sheet 10, question 1). */
  private async taxNos(): Promise<Record<string, string>> {
    if (this.client.options.taxNoIs === 'number') return {};
    const codes = items(await this.client.call('GetTaxCodeList', {}), 'TaxCodeElement');
    return Object.fromEntries(codes.map(({ TaxNo, TaxId }) => [TaxNo ?? '', String(TaxId)]));
  }
}
