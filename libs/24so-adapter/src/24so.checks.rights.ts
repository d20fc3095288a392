import { type Check, type ConnectionQuestion, type Reason } from '@accounting/port';
import { notOk, ok, reasonOf } from './24so.check.js';
import type { TwentyFourSoClient } from './24so.client.js';
import { productsNumbered } from './24so.lists.js';
import type { Module } from './24so.modules.js';
import { reason } from './24so.reasons.js';

/** What invoices with gift cards on them need, made by hand (domain sheet 1.4). */
const GIFTCARD = 'GIFTCARD';

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
    { module: 'Products', needed: invoices || products, reads: [() => productsNumbered(client, GIFTCARD)] },
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
    const refusal = reasonOf(error);
    // How the vendor words a missing right is not known: a fault of unknown text may be one.
    if (refusal.code !== 'READ_FAILED') return refusal;
    return reason('RIGHTS_NOT_SEEN', { module, said: refusal.message });
  }
}

/** The product that gift card lines of invoices are sold as: without VAT, else it is paid twice (domain sheet 2.6). */
export async function lookAtGiftCard(
  client: TwentyFourSoClient,
  { roles }: ConnectionQuestion,
): Promise<Check> {
  const [product] = await productsNumbered(client, GIFTCARD);
  const account = roles.find(({ role }) => role === 'giftCardSold')?.account;
  // A shop without an account for sold gift cards sells none: it does not need the product.
  if (!product)
    return notOk(reason('GIFTCARD_MISSING', { number: GIFTCARD, account }), account ? 'failed' : 'warning');
  const rate = Number(product.TaxRate ?? 0);
  if (rate > 0) return notOk(reason('GIFTCARD_HAS_VAT', { number: GIFTCARD, rate }), 'warning');
  return ok('GIFTCARD', `Produktet ${GIFTCARD} finnes, uten mva.`);
}

/** `CRM, Accounting og Admin` */
function listed(names: string[]): string {
  return new Intl.ListFormat('nb', { type: 'conjunction' }).format(names);
}
