import { systemClock } from '@accounting/port';
import { type DemoApi } from './demo-api.js';
import { type SimulatorProcess } from './simulator-process.js';

/** A second client, whose accounting system is master for its products. */
const CLIENT = 'kafe';
const SHOP = `/clients/${CLIENT}/departments/1`;
const BOOKS = { id: '887766554433222', name: 'Kafe Fjord AS' };
/** The invented keys of the DUELL simulator's world. */
const DUELL_CLIENT = '123456';
const DUELL_TOKEN = 'client-token-of-the-simulator-0001';
const NUMBER = 'TE-1';

interface DuellState {
  clients: { products: { product_number: string; price_inc_vat: string }[] }[];
}

/** What the change came to. */
export interface MasterStory {
  before: string;
  after: string;
  log: string;
}

/** A price is changed in the accounting system, and stands on the shelf in DUELL. */
export async function changeInTheBooks(
  api: DemoApi,
  books: SimulatorProcess,
  duell: SimulatorProcess,
  credentials: object,
): Promise<MasterStory> {
  const priceInDuell = async () => {
    const { clients } = await duell.state<DuellState>();
    return clients[0]?.products.find(({ product_number }) => product_number === NUMBER)?.price_inc_vat ?? '';
  };
  await duell.control({
    action: 'addProduct',
    client: DUELL_CLIENT,
    product: {
      product_number: NUMBER,
      product_name: 'Grønn te',
      price_inc_vat: '49.90',
      vatrate_percent: '25',
    },
  });
  await books.control({
    action: 'addProduct',
    company: BOOKS.id,
    product: { number: NUMBER, name: 'Grønn te', price: 3992, cashPriceIncTax: 49.9, taxRate: 25 },
  });
  const before = await priceInDuell();
  await api.put(`/clients/${CLIENT}`, { name: BOOKS.name, organisationNumber: '998877665' });
  await api.put(SHOP, { name: 'Kafe Fjord', number: '1' });
  await api.put(`/clients/${CLIENT}/duell-connection`, {
    credentials: { clientNumber: DUELL_CLIENT, clientToken: DUELL_TOKEN },
  });
  await api.put(`${SHOP}/connection`, {
    adapter: '24so',
    credentials,
    company: BOOKS,
    multipleCompanies: true,
  });
  await api.put(`${SHOP}/settings`, { products: { enabled: true, master: 'erp' }, automatic: false });

  await books.control({
    action: 'personSavesProduct',
    company: BOOKS.id,
    number: NUMBER,
    changes: { price: 4792, cashPriceIncTax: 59.9 },
  });
  await api.post(`${SHOP}/pull`, { kind: 'product', dryRun: false });
  const log = await whenLogged(api);
  return { before, after: await priceInDuell(), log };
}

/** The log says so last: then the price stands in DUELL. */
async function whenLogged(api: DemoApi): Promise<string> {
  for (;;) {
    const line = await logLine(api);
    if (line !== '') return line;
    await systemClock.sleep(100);
  }
}

async function logLine(api: DemoApi): Promise<string> {
  const { items } = await api.get<{ items: { notes: { message: string }[] }[] }>(`${SHOP}/transfers`);
  return items[0]?.notes[0]?.message ?? '';
}
