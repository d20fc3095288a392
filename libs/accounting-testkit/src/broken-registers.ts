import { AccountingError, type ProductRecord, type RecordOutcome } from '@accounting/port';
import { askAHuman, unchecked, withPort } from './breaking.js';
import {
  each,
  withBatchJournal,
  withBatchStep,
  withCustomers,
  withOutcomes,
  withProducts,
  withSharedStep,
} from './breaking-registers.js';
import type { BrokenBooks } from './breaking.js';

/** Books with one fault in what they do to products and customers. */
export const brokenRegisters: BrokenBooks[] = [
  {
    fault: 'answer the ids of a batch in another order than it was sent',
    breaks: 'puts new products in the register',
    breakIt: withOutcomes((outcomes) => {
      const turned = [...outcomes.values()].reverse();
      return new Map(
        [...outcomes.keys()].flatMap((key, at) => turned.slice(at, at + 1).map((own) => [key, own])),
      );
    }),
  },
  {
    fault: 'take the price with VAT for the one without',
    breaks: 'puts new products in the register',
    breakIt: withProducts(({ priceIncVat }) => ({ priceExVat: priceIncVat })),
  },
  {
    fault: 'forget the address of a customer',
    breaks: 'puts new customers in the register',
    breakIt: withCustomers(() => ({ address: null })),
  },
  {
    fault: 'make a new product of a change',
    breaks: 'changes products that have ids',
    breakIt: withProducts(() => ({ erpId: null })),
  },
  {
    fault: 'make a new customer of a change',
    breaks: 'changes customers that have ids',
    breakIt: withCustomers(({ erpId, externalId }) => ({
      erpId: null,
      externalId: `${externalId} ${erpId ?? ''}`,
    })),
  },
  {
    fault: 'save a batch again that is done',
    breaks: 'changes nothing of products when a batch that is done',
    breakIt: withBatchJournal(() => ({
      batch: async (step) => {
        const intents = each(await step.prepare(step.keys), (own) => ({ ...(own as object), id: null }));
        return step.send(intents as never, unchecked);
      },
    })),
  },
  {
    fault: 'write one record at a time, whatever they say',
    breaks: 'puts many products in the register in as few writes',
    breakIt: withBatchStep((step) => ({
      send: async (intents, permit) => {
        const sent: Awaited<ReturnType<typeof step.send>>[] = [];
        for (const own of intents) sent.push(await step.send(new Map([own]), permit));
        return new Map(sent.flatMap((each) => [...each]));
      },
    })),
  },
  {
    fault: 'refuse a whole batch for one',
    breaks: 'saves the other products of a batch',
    breakIt: withOutcomes((outcomes) => {
      const failed = [...outcomes.values()].flatMap((outcome) => outcome.failed ?? [])[0];
      return failed ? each(outcomes, ({ erpId }) => ({ failed, erpId })) : outcomes;
    }),
  },
  {
    fault: 'cut the texts of a record and say nothing',
    breaks: 'cuts the texts of products',
    breakIt: withBatchJournal(() => ({ note: () => undefined })),
  },
  {
    fault: 'call a person when they could not take a batch for a while',
    breaks: 'leaves no products while the system is down',
    breakIt: (adapter) =>
      withPort((port) => ({
        saveProducts: (...asked) => port.saveProducts(...asked).catch(askAHuman),
      }))(withOutcomes((outcomes) => each(outcomes, askingAHuman))(adapter)),
  },
  {
    fault: 'write a batch though the time to send is over',
    breaks: 'sends nothing of products when the worker slept',
    breakIt: (adapter) =>
      withBatchStep((step) => ({ send: (intents) => step.send(intents, unchecked) }))(
        withSharedStep((step) => ({ send: (intent) => step.send(intent, unchecked) }))(adapter),
      ),
  },
  {
    fault: 'take products of one number for one product',
    breaks: 'keeps products apart that have one number',
    breakIt: withPort((port) => ({
      saveProducts: async (products, journal, toCome) => {
        const own = products.filter((product) => product === firstLike(product, products));
        const outcomes = await port.saveProducts(own, journal, toCome);
        const of = (product: ProductRecord) => outcomes.get(firstLike(product, products)?.key ?? '');
        return new Map(
          products.flatMap((product) => (of(product) ? [[product.key, of(product)]] : []) as []),
        );
      },
    })),
  },
  {
    fault: 'leave a product active that is deleted',
    breaks: 'makes a product inactive',
    breakIt: withProducts(() => ({ active: true })),
  },
  {
    fault: 'have a category for what has none',
    breaks: 'leaves the category of a product that is there',
    breakIt: withProducts(({ category }) => ({ category: category ?? 'Diverse' })),
  },
  {
    fault: 'make the categories of each batch by themselves',
    breaks: 'makes the categories of all batches at once',
    breakIt: withPort((port) => ({
      saveProducts: (products, journal) => port.saveProducts(products, journal, []),
    })),
  },
  {
    fault: 'make a category again that is there',
    breaks: 'makes the categories of all batches at once',
    breakIt: withSharedStep((step) => ({
      prepare: async () => {
        const { there, missing } = (await step.prepare()) as {
          there: Record<string, string>;
          missing: string[];
        };
        return { there: {}, missing: [...Object.keys(there), ...missing] };
      },
    })),
  },
  {
    fault: 'forget the first name of a person',
    breaks: 'puts a person in the register',
    breakIt: withCustomers(({ lastName, name }) => ({ firstName: null, name: lastName ?? name })),
  },
  {
    fault: 'give a customer another external id each time',
    breaks: 'finds a customer again',
    breakIt: (adapter) => {
      let times = 0;
      return withCustomers(({ externalId }) => ({ externalId: `${externalId} ${times++}` }))(adapter);
    },
  },
  {
    fault: 'never set a stock',
    breaks: 'sets the stock of a product, of a new one too',
    breakIt: withProducts(() => ({ stock: null })),
  },
  {
    fault: 'set every stock each time',
    breaks: 'sets the stock only where it is another',
    breakIt: withBatchStep((step) =>
      step.name === 'set-stock'
        ? {
            prepare: async (keys) =>
              each(await step.prepare(keys), (own) => ({ ...(own as object), from: null })),
          }
        : {},
    ),
  },
  {
    fault: 'send all again when only the stock is another',
    breaks: 'sends nothing but the stock',
    breakIt: withProducts(() => ({ onlyStock: false })),
  },
  {
    fault: 'take a stock of which nothing is said for 0',
    breaks: 'never touches the stock of a product',
    breakIt: withProducts(({ stock }) => ({ stock: stock ?? '0' })),
  },
  {
    fault: 'forget the id of a product when its stock fails',
    breaks: 'tells the id of a product that is saved',
    breakIt: withOutcomes((outcomes) =>
      each(outcomes, (own) => (own.failed ? { failed: own.failed, erpId: null } : own)),
    ),
  },
];

function askingAHuman(outcome: RecordOutcome): RecordOutcome {
  const { failed, erpId } = outcome;
  return failed ? { failed: new AccountingError(failed.reason, 'ask-a-human'), erpId } : outcome;
}

function firstLike({ number }: ProductRecord, products: ProductRecord[]): ProductRecord | undefined {
  return products.find((other) => other.number === number);
}
