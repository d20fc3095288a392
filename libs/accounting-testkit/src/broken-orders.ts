import { AccountingError, type Json } from '@accounting/port';
import {
  absent,
  askAHuman,
  callItRetry,
  sayNothing,
  unchecked,
  withDescription,
  withPort,
} from './breaking.js';
import {
  withEachRow,
  withOrder,
  withOrderDelivery,
  withOrderFailure,
  withOrderFinding,
  withOrderStep,
  withReceipt,
  withSilentOrders,
} from './breaking-orders.js';
import type { BrokenBooks } from './breaking.js';
import { InMemoryBooks } from './in-memory-books.js';
import { testKitReason } from './reasons.js';

const ONE_DRAFT = 'makes one draft of an order';

/** Books with one fault in what they do to orders. */
export const brokenOrders: BrokenBooks[] = [
  { fault: 'forget discounts', breaks: ONE_DRAFT, breakIt: withEachRow(() => ({ discountPercent: '0' })) },
  {
    fault: 'put all income on one account',
    breaks: ONE_DRAFT,
    breakIt: withEachRow(() => ({ account: '3000' })),
  },
  {
    fault: 'leave out rows without an amount',
    breaks: ONE_DRAFT,
    breakIt: withOrder(({ rows }) => ({ rows: rows.filter(({ type }) => type === 'item') })),
  },
  {
    fault: 'leave out what people wrote on an order',
    breaks: ONE_DRAFT,
    breakIt: withOrder(() => ({ yourReference: '', note: '' })),
  },
  {
    fault: 'issue an order at once',
    breaks: ONE_DRAFT,
    breakIt: (adapter, company) =>
      withReceipt((_, { order }) => {
        company.personIssuesOrder(order.marker);
        return {};
      })(adapter),
  },
  {
    fault: 'take prices with VAT for prices without',
    breaks: 'counts with prices that hold VAT',
    breakIt: withOrder(() => ({ pricesIncVat: false })),
  },
  {
    fault: 'say that the customer stands where it does not',
    breaks: 'puts the customer and the products that are missing in place',
    breakIt: withReceipt(() => ({ customerId: '0' })),
  },
  {
    fault: 'make products anew that are there',
    breaks: 'takes the customer and the products that have ids',
    breakIt: withOrderDelivery(({ products }) => ({
      products: products.map((product) => ({
        ...product,
        erpId: null,
        number: `${product.number}-ny`,
      })),
    })),
  },
  {
    fault: 'say that a row has its own VAT, and take the VAT of its product',
    breaks: 'takes the VAT of a row from the row',
    options: { rowVat: false },
    breakIt: withDescription({ capabilities: new InMemoryBooks().description.capabilities }),
  },
  {
    fault: 'sell gift cards with VAT',
    breaks: 'puts no VAT on a gift card',
    breakIt: withEachRow(({ role }) => (role === 'giftCardSold' ? { vatCode: '3' } : {})),
  },
  {
    fault: 'forget which order is credited',
    breaks: 'names the order that a credit takes back',
    breakIt: withOrder(() => ({ credits: null })),
  },
  {
    fault: 'cut what is written on an order and say nothing',
    breaks: 'cuts what is too long in an order',
    breakIt: withSilentOrders(),
  },
  {
    fault: 'save an order twice when it is delivered again',
    breaks: 'changes nothing when an order that is delivered',
    breakIt: withPort((port) => ({
      deliverOrder: (delivery, journal) =>
        port.deliverOrder(delivery, {
          step: async (step) => step.send(await step.prepare(), unchecked),
          abandon: (name, why) => journal.abandon(name, why),
          note: (why) => journal.note(why),
        }),
    })),
  },
  {
    fault: 'make a new order of a revision',
    breaks: 'changes the draft when a revision comes',
    breakIt: (adapter) =>
      withOrderDelivery(() => ({ changes: null }))(withOrderStep(() => ({ looksFirst: false }))(adapter)),
  },
  {
    fault: 'say of an issued order only that it is refused',
    breaks: 'refuses to change what a person has issued',
    breakIt: withOrderFailure((error) => {
      if (!(error instanceof AccountingError) || error.code !== 'ORDER_ISSUED') throw error;
      const why = testKitReason('RECORD_REFUSED', { record: 'F-2201' });
      throw new AccountingError(why, 'ask-a-human', { refused: true });
    }),
  },
  {
    fault: 'make an order anew that a person deleted',
    breaks: 'makes no order where the draft that it should change is gone',
    breakIt: withPort((port) => ({
      deliverOrder: (delivery, journal) =>
        port.deliverOrder(delivery, journal).catch((error: unknown) => {
          if (!(error instanceof AccountingError) || error.code !== 'ORDER_GONE') throw error;
          return port.deliverOrder({ ...delivery, changes: null }, journal);
        }),
    })),
  },
  {
    fault: 'take every order they find for one that waits',
    breaks: 'tells an order that waits',
    breakIt: withOrderFinding(() => ({ is: 'draft', read: null })),
  },
  {
    fault: 'say what the sale says of an order, and do not count it',
    breaks: 'reads back what the system itself counts',
    breakIt: withOrderFinding((finding, { order: { totals } }) =>
      finding.is === 'gone' ? finding : { ...finding, read: { ...totals, byRate: null } },
    ),
  },
  {
    fault: 'forget the products that were made when another was refused',
    breaks: 'stops at a product that is refused',
    breakIt: withOrderStep((step) =>
      step.name === 'save-products'
        ? {
            prepare: async () => unaware(await step.prepare()),
            send: async (intent, permit) => wholeOrRefused(await step.send(intent, permit)),
          }
        : {},
    ),
  },
  {
    fault: 'make a product that has come there meanwhile once more',
    breaks: 'makes no product that has come there',
    breakIt: withOrderStep((step) =>
      step.name === 'save-products' ? { prepare: async () => unaware(await step.prepare()) } : {},
    ),
  },
  {
    fault: 'hide behind a general text when a customer is refused',
    breaks: 'makes no order for a customer that is refused',
    breakIt: withOrderFailure(sayNothing),
  },
  {
    fault: 'call a person when they could not take an order for a while',
    breaks: 'leaves no order while the system is down',
    breakIt: withOrderFailure(askAHuman),
  },
  {
    fault: 'write an order though the time to send is over',
    breaks: 'sends nothing of an order when the worker slept',
    breakIt: withOrderStep((step) => ({ send: (intent) => step.send(intent, unchecked) })),
  },
  {
    fault: 'call absent what is there of an order',
    breaks: 'keeps one order, customer and product of each when the answer',
    breakIt: withOrderStep(() => ({ prove: absent })),
  },
  {
    fault: 'look for a changed order by its marker alone, and take the unchanged one for it',
    breaks: 'sends a step of an order again',
    breakIt: withOrderStep((step) =>
      step.name === 'save-order' ? { prove: () => step.prove({ changes: null }) } : {},
    ),
  },
  {
    fault: 'call a lost answer to an order a failure that may be tried again',
    breaks: 'keeps one order when a write of it is saved seconds after',
    breakIt: withOrderStep((step) => ({
      send: (intent, permit) => step.send(intent, permit).catch(callItRetry),
    })),
  },
  {
    fault: 'count on having been answered, and make a new order after each death',
    breaks: 'keeps one order, customer and product of each wherever',
    breakIt: withOrderStep((step) =>
      step.name === 'save-order' ? { looksFirst: false, prove: absent } : {},
    ),
  },
  {
    fault: 'look for an order among the drafts only',
    breaks: 'takes the order for its own that a person issued',
    breakIt: withOrderStep((step) => ({
      prove: async (intent) => {
        const proof = await step.prove(intent);
        return proof.verdict === 'found' && isPosted(proof.result) ? absent() : proof;
      },
    })),
  },
];

function isPosted(result: Json): boolean {
  return JSON.stringify(result).includes('"state":"posted"');
}

function wholeOrRefused(made: Json): Json {
  if (Object.keys(made ?? {}).length > 1) return made;
  const why = testKitReason('RECORD_REFUSED', { record: 'K-2000-1' });
  throw new AccountingError(why, 'ask-a-human', { refused: true });
}

/** Nobody looked whether some are there already. */
function unaware(intent: Json): Json {
  return { ...(intent as Record<string, Json>), there: {} };
}
