import {
  AccountingError,
  type BatchJournal,
  type BatchOutcome,
  type Proof,
  StepUndecided,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items } from './24so.operations.js';
import { reason } from './24so.reasons.js';
import { decimalIn } from './24so.wire.js';

/** How many of a product there shall be. Quantities as plain decimals. */
export interface StockToSet {
  key: string;
  number: string;
  id: number;
  /** null: it says none. */
  from: string | null;
  to: string;
}

type Intent = { id: number; stock: string };
type Done = { stock: string };
type Failed = BatchOutcome<Done>['failed'];

/** So many lost answers in a row are no accident: the rest waits. */
const LOST_IN_A_ROW = 2;

/**
 * One write for each product whose stock differs: the service knows no other way (fact sheet 4.6). Each is a step of its
 * own, so that one that is lost keeps no other from being set. What failed, by key.
 */
export async function setStocks(
  client: TwentyFourSoClient,
  journal: BatchJournal,
  wanted: StockToSet[],
): Promise<Map<string, Failed>> {
  const failures = new Map<string, Failed>();
  let down: AccountingError | null = null;
  let lost = 0;
  for (const stock of wanted.filter(({ from, to }) => from !== to)) {
    if (down) {
      failures.set(stock.key, down);
      continue;
    }
    const failed = await setStock(client, journal, stock);
    if (failed) failures.set(stock.key, failed);
    lost = failed instanceof StepUndecided ? lost + 1 : 0;
    if (failed instanceof AccountingError && failed.next === 'retry') down = failed;
    else if (lost === LOST_IN_A_ROW) down = unanswered();
  }
  return failures;
}

async function setStock(
  client: TwentyFourSoClient,
  journal: BatchJournal,
  { key, number, id, to }: StockToSet,
): Promise<Failed> {
  const outcomes = await journal.batch<Intent, Done>({
    name: 'set-stock',
    keys: [key],
    prepare: () => Promise.resolve(new Map([[key, { id, stock: to }]])),
    send: async (intents, permit) => {
      const intent = intents.get(key) ?? { id, stock: to };
      const args = { productId: intent.id, stockQuantity: intent.stock };
      const isSet = await client.send('SetStockQuantity', args, permit);
      if (isSet === true) return new Map([[key, { done: { stock: intent.stock } }]]);
      // Neither yes nor no: left out, it counts as lost.
      if (isSet === null) return new Map();
      const why = reason('STOCK_REFUSED', { number, stock: intent.stock });
      return new Map([[key, { failed: new AccountingError(why, 'ask-a-human', { refused: true }) }]]);
    },
    prove: async (intents) => {
      const int = [...intents.values()].map((intent) => intent.id);
      const there = await stocksOf(client, int);
      return new Map(
        [...intents].map(([member, intent]): [string, Proof<Done>] => [
          member,
          there.get(intent.id) === intent.stock
            ? { verdict: 'found', result: { stock: intent.stock } }
            : { verdict: 'absent' },
        ]),
      );
    },
  });
  return outcomes.get(key)?.failed;
}

async function stocksOf(client: TwentyFourSoClient, int: number[]): Promise<Map<number, string | null>> {
  const search = { searchParams: { ProductIds: { int } }, returnProperties: { string: ['Id', 'Stock'] } };
  const found = items(await client.call('GetProducts', search), 'Product');
  return new Map(found.map(({ Id = 0, Stock }) => [Id, decimalIn(Stock)]));
}

function unanswered(): AccountingError {
  const why = `${LOST_IN_A_ROW} answers in a row were lost`;
  return new AccountingError(reason('NO_ANSWER', { operation: 'SetStockQuantity', why }), 'retry');
}
