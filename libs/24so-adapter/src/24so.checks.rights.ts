import {
  AccountingError,
  type Check,
  type ConnectionQuestion,
  type ErpProduct,
  GIFT_CARD_NUMBER,
  isGiftCard,
  type Reason,
} from '@accounting/port';
import { notOk, ok, reasonOf } from './24so.check.js';
import type { TwentyFourSoClient } from './24so.client.js';
import { productsNumbered } from './24so.lists.js';
import type { Module } from './24so.modules.js';
import { reason } from './24so.reasons.js';
import { erpProduct } from './24so.registers.js';

interface Look {
  module: Module;
  /** A right that nothing of what is switched on uses is worth a warning. */
  needed: boolean;
  reads: (() => Promise<unknown>)[];
}

/** What a harmless read of each service tells of the user's rights. Two services may stand for one right. */
export async function lookAtRights(
  client: TwentyFourSoClient,
  { invoices, products = false, customers = false }: ConnectionQuestion,
): Promise<{ checks: Check[]; modules: Set<Module> }> {
  // Which customer is asked for does not matter: one that is not there is an answer too.
  const anyCompany = { searchParams: { CompanyId: 1 }, returnProperties: { string: ['Id'] } };
  const looks: Look[] = [
    { module: 'CRM', needed: invoices || customers, reads: [() => client.look('GetCompanies', anyCompany)] },
    {
      module: 'Accounting',
      needed: true,
      reads: [
        () => client.call('GetTypeList', {}),
        () => client.call('GetFiscalYears', {}),
        () => client.call('GetMaxRequestLength', {}),
      ],
    },
    { module: 'Admin', needed: true, reads: [() => client.call('GetDepartmentList', {})] },
    {
      module: 'Products',
      needed: invoices || products,
      reads: [() => productsNumbered(client, GIFT_CARD_NUMBER)],
    },
    { module: 'Invoicing', needed: invoices, reads: [() => client.look('GetPaymentMethods', {})] },
  ];
  const modules = new Set<Module>();
  const refusals: Check[] = [];
  for (const look of looks) {
    const refusal = await refusalOf(look);
    if (refusal) refusals.push(notOk(refusal, look.needed ? 'failed' : 'warning'));
    else modules.add(look.module);
  }
  const seen = modules.size > 0 ? [ok('RIGHTS', `Brukeren har tilgang til ${listed([...modules])}.`)] : [];
  return { checks: [...seen, ...refusals], modules };
}

/** The first one is enough: what the others would say, is said of the same right. */
async function refusalOf({ module, reads }: Look): Promise<Reason | null> {
  try {
    for (const read of reads) await read();
    return null;
  } catch (error) {
    if (isOfNoRight(error)) throw error;
    const refusal = reasonOf(error);
    // How the vendor words a missing right is not known: a fault of unknown text may be one.
    if (refusal.code !== 'READ_FAILED') return refusal;
    return reason('RIGHTS_NOT_SEEN', { module, said: refusal.message });
  }
}

/** No answer, or none now: it says nothing of a right, and what is asked next would fare the same. */
function isOfNoRight(error: unknown): boolean {
  return error instanceof AccountingError && error.next === 'retry' && error.code !== 'READ_FAILED';
}

/** The product that gift card lines of invoices are sold as: without VAT, else it is paid twice (domain sheet 2.6). */
export async function lookAtGiftCard(
  client: TwentyFourSoClient,
  { roles }: ConnectionQuestion,
): Promise<Check> {
  const number = GIFT_CARD_NUMBER;
  const account = roles.find(({ role }) => role === 'giftCardSold')?.account;
  // A shop without an account for sold gift cards sells none: it does not need the product.
  const status = account ? 'failed' : 'warning';
  const found = (await productsNumbered(client, number)).flatMap(erpProduct);
  const [card, ...more] = found.filter(isGiftCard);
  if (!card) return notOk(await whyNoGiftCard(client, found, account), status);
  const ids = [card, ...more].map(({ id }) => id);
  if (more.length > 0) return notOk(reason('GIFTCARD_TWICE', { number, ids }), status);
  const rate = card.vatRate ?? 0;
  if (rate > 0) return notOk(reason('GIFTCARD_HAS_VAT', { number, rate }), 'warning');
  return ok('GIFTCARD', `Produktet ${number} finnes, uten mva.`);
}

/** How people write it, too: then it is there, and only not found by its number. */
const OTHER_SPELLINGS = ['giftcard', 'Giftcard', 'GiftCard'];

async function whyNoGiftCard(
  client: TwentyFourSoClient,
  found: ErpProduct[],
  account: string | undefined,
): Promise<Reason> {
  const number = GIFT_CARD_NUMBER;
  if (found.some((product) => isGiftCard({ ...product, active: true })))
    return reason('GIFTCARD_EXPIRED', { number });
  const like = [...found];
  for (const spelling of like.length > 0 ? [] : OTHER_SPELLINGS)
    like.push(...(await productsNumbered(client, spelling)).flatMap(erpProduct));
  const misspelt = like.find(({ active }) => active);
  if (misspelt) return reason('GIFTCARD_MISSPELT', { number, misspelt: misspelt.number });
  return reason('GIFTCARD_MISSING', { number, ...(account === undefined ? {} : { account }) });
}

/** `CRM, Accounting og Admin` */
function listed(names: string[]): string {
  return new Intl.ListFormat('nb', { type: 'conjunction' }).format(names);
}
