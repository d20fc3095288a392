import { type ItemRow, type OrderRow } from '@accounting/port';
import type { BooksTraits, PortScenario } from './bench.js';
import { anItemRow, anOrderDelivery, aProductRecord, totalsOfRows } from './builders-sales.js';
import { expectOneOrder } from './expectations-orders.js';
import { inPlace, OrderWorker } from './order-worker.js';

export const takesOrders = ({ description }: BooksTraits) => description.capabilities.orders;

export const ordering: PortScenario[] = [
  {
    title: 'makes one draft of an order: its rows in their order, with discounts, accounts, VAT and texts',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery({ note: 'Leveres bakdøren' });

      const receipt = await worker.deliver(delivery);

      const held = await expectOneOrder(worker, delivery, receipt);
      expect(held).toMatchObject({
        state: 'draft',
        invoiceNumber: null,
        totals: { gross: 91_314, vat: 13_482 },
      });
      expect(held.text).toContain('Kari Nordmann');
      expect(held.text).toContain('Leveres bakdøren');
    },
  },
  {
    title: 'counts with prices that hold VAT where the order says that they do',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const rows = [anItemRow({ price: 22_908 })];
      const delivery = worker.delivery({ pricesIncVat: true, rows });

      const receipt = await worker.deliver(delivery);

      const { totals } = await expectOneOrder(worker, delivery, receipt);
      expect(totals).toMatchObject({ gross: 68_724, vat: 8_964 });
    },
  },
  {
    title: 'puts the customer and the products that are missing in place first, and says where they stand',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery();

      const { customerId, productIds } = await worker.deliver(delivery);

      const [customer] = await worker.heldCustomers(delivery);
      expect(customer).toMatchObject({ id: customerId, name: delivery.customer.name, active: true });
      for (const { key, number, name, vatRate } of delivery.products) {
        const product = (await worker.heldProducts(delivery)).find(({ id }) => id === productIds[key]);
        expect(product).toMatchObject({ number, name, vatRate, active: true });
      }
    },
  },
  {
    title: 'takes the customer and the products that have ids as they stand, and makes none',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const first = worker.delivery();
      const known = inPlace(first, await worker.deliver(first));
      const registers = async () => [await worker.registers.products(), await worker.registers.customers()];
      const before = await registers();
      const second = { ...known, order: { ...known.order, marker: 'anotherorder', invoiceId: 'F-2202' } };

      const receipt = await worker.deliver(second);

      await expectOneOrder(worker, second, receipt);
      expect(await registers()).toEqual(before);
    },
  },
  {
    title: 'makes no product that has come there since it was looked for, under its number',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const first = worker.delivery();
      await worker.deliver(first);
      const before = await worker.registers.products();
      const second = { ...first, order: { ...first.order, marker: 'anotherorder', invoiceId: 'F-2202' } };

      await expectOneOrder(worker, second, await worker.deliver(second));

      expect(await worker.registers.products()).toEqual(before);
    },
  },
  {
    title: 'takes the VAT of a row from the row, whatever its product has',
    needs: (traits) => takesOrders(traits) && traits.description.capabilities.rowVat,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const { products } = anOrderDelivery();
      const atAnother = products.map((product) => ({
        ...product,
        vatRate: product.vatRate === 15 ? 25 : 15,
      }));
      const delivery = worker.delivery({}, atAnother);

      const receipt = await worker.deliver(delivery);

      const { totals } = await expectOneOrder(worker, delivery, receipt);
      expect(totals.vat).toBe(delivery.order.totals.vat);
    },
  },
  {
    title: 'puts no VAT on a gift card',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery({ rows: [aGiftCardRow()] }, [aGiftCard()]);

      const receipt = await worker.deliver(delivery);

      const held = await expectOneOrder(worker, delivery, receipt);
      expect(held).toMatchObject({ totals: { gross: 100_000, vat: 0 }, rows: [{ vatRate: 0 }] });
    },
  },
  {
    title: 'names the order that a credit takes back, with its sides turned',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const sold = worker.delivery();
      const first = await worker.deliver(sold);
      await worker.orders.personIssuesOrder(sold.order.marker);
      const { orderId = '' } = first.reference;
      const [issued] = await worker.held(sold);
      const known = inPlace(sold, first);
      const rows = known.order.rows.map(turned);
      const credit = {
        ...known,
        order: {
          ...known.order,
          ...{ rows, totals: totalsOfRows(rows), marker: 'creditorder0', invoiceId: 'K-1' },
          credits: { orderId, invoiceNumber: issued?.invoiceNumber ?? null },
        },
      };

      const receipt = await worker.deliver(credit);

      expect(await expectOneOrder(worker, credit, receipt)).toMatchObject({
        ...{ state: 'draft', credits: orderId, totals: { gross: -91_314, vat: -13_482 } },
      });
      expect(await worker.held(sold)).toMatchObject([{ state: 'posted' }]);
    },
  },
  {
    title: 'cuts what is too long in an order, says so, and never fails for it',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const long = 'Kaffe fra fjellet, brent i går og malt i dag. '.repeat(60);
      const rows: OrderRow[] = [anItemRow({ text: long }), { type: 'text', text: long }];
      const texts = { yourReference: long, ourReference: long, orderReference: long, note: long };
      const delivery = worker.delivery({ ...texts, rows });
      const journal = worker.journal();

      const receipt = await worker.deliver(delivery, journal);

      const [held] = await worker.held(delivery);
      expect(held).toMatchObject({
        id: receipt.reference.orderId,
        rows: [{ quantity: '3' }, { type: 'text' }],
      });
      const cut = held?.rows.map(({ text }) => text) ?? [];
      for (const text of cut) expect(text !== '' && long.startsWith(text)).toBe(true);
      const isWhole = cut.every((text) => text === long) && held?.text.split(long).length === 5;
      const said = journal.notes.filter(({ code }) => code === 'TEXT_CUT');
      expect(said.length > 0).toBe(!isWhole);
    },
  },
  {
    title: 'changes nothing when an order that is delivered is delivered again',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery();
      const journal = worker.journal();
      const receipt = await worker.deliver(delivery, journal);
      const before = await worker.snapshot();

      expect(await worker.deliver(delivery, journal)).toEqual(receipt);
      expect(await worker.snapshot()).toBe(before);
    },
  },
];

function aGiftCard() {
  const plain = { description: null, barcode: null, costPrice: null, category: 'Gavekort', isService: true };
  const prices = { priceExVat: 100_000, priceIncVat: 100_000, vatRate: 0 };
  return aProductRecord({ key: '90', number: 'GIFTCARD', name: 'Gavekort', ...plain, ...prices });
}

function aGiftCardRow(): ItemRow {
  return anItemRow({
    ...{
      product: '90',
      text: 'Gavekort',
      quantity: '1',
      price: 100_000,
      account: '2901',
      role: 'giftCardSold',
    },
    ...{ vatRate: 0, net: 100_000, vat: 0, gross: 100_000 },
  });
}

function turned(row: OrderRow): OrderRow {
  if (row.type === 'text') return row;
  const { quantity, net, vat, gross } = row;
  return { ...row, quantity: `-${quantity}`, net: -net, vat: -vat, gross: -gross };
}
