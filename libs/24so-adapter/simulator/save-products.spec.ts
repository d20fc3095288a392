import { inside } from './by-hand.js';
import { type AtWork, atWork, exceptionIn, productXml, reasonIn } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

const MINUTE = 60_000;
const saveProducts = (...products: Parameters<typeof productXml>[0][]) =>
  at.caller.save('products', products.map(productXml).join(''));
const product = (id: number) => at.kiosk.products().find((one) => one.id === id);

describe('SaveProducts', () => {
  it('makes a product, echoes what was sent with its id, and keeps it in øre', async () => {
    const [echo] = await saveProducts({ Name: 'Te', CategoryId: 2, EAN1: '70', Price: '39.90', No: 'T-1' });

    expect(echo).toBe(
      '<Id>56</Id><Name>Te</Name><CategoryId>2</CategoryId><EAN1>70</EAN1><Price>39.90</Price><No>T-1</No>',
    );
    expect(product(56)).toMatchObject({
      number: 'T-1',
      name: 'Te',
      categoryId: 2,
      price: 3990,
      ean1: '70',
      statusId: 1,
      taxRate: 15,
      changedAt: at.clock.now(),
    });
  });

  it('keeps a cash price as the double that it is', async () => {
    await saveProducts({ CashPriceIncTax: '24.9', Name: 'Te', CategoryId: 2 });

    expect(product(56)?.cashPriceIncTax).toBe(24.9);
    expect(await at.caller.products('<Id>56</Id>', 'CashPriceIncTax')).toEqual([
      '<CashPriceIncTax>24.9</CashPriceIncTax>',
    ]);
  });

  it('changes what is given of a product there is, and leaves the rest', async () => {
    await saveProducts({ Name: 'Te', CategoryId: 2, Price: '39.90', No: 'T-1' });
    at.clock.pass(10 * MINUTE);
    const [echo] = await saveProducts({ Id: 56, StatusId: 0, Description: '', Price: '41.00' });

    expect(echo).toBe('<Id>56</Id><StatusId>0</StatusId><Price>41.00</Price>');
    expect(product(56)).toMatchObject({ number: 'T-1', name: 'Te', price: 4100, statusId: 0 });
    expect(product(56)?.changedAt).toEqual(at.clock.now());
  });

  it('makes a product with an id that was never seen, and goes on from there', async () => {
    await saveProducts({ Id: 900, Name: 'Te', CategoryId: 2 });
    const [next] = await saveProducts({ Name: 'Kakao', CategoryId: 2 });

    expect(product(900)?.name).toBe('Te');
    expect(inside(next ?? '', 'Id')).toBe('901');
  });

  it('makes two products of one number when it is asked twice', async () => {
    for (let time = 0; time < 2; time += 1) await saveProducts({ Name: 'Te', CategoryId: 2, No: 'T-1' });

    expect(await at.caller.products('<No>T-1</No>', 'Id')).toEqual(['<Id>56</Id>', '<Id>57</Id>']);
  });

  it('refuses one record and saves the others, in their order', async () => {
    const echoes = await saveProducts(
      { Name: 'Te', CategoryId: 2 },
      { Name: 'Kakao', CategoryId: 99, No: 'K-2' },
      { Name: 'Saft', CategoryId: 2 },
    );

    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException', '']);
    expect(echoes[1]).toContain('<Name>Kakao</Name><CategoryId>99</CategoryId><No>K-2</No><APIException>');
    expect(echoes[1]).toContain('encountered an error with severity level 14 of 25');
    expect(echoes[1]).not.toContain('<Id>');
    expect(at.kiosk.products().map(({ name }) => name)).toEqual(['Kaffe 1 kg', 'Te', 'Saft']);
    expect(at.control.calls('SaveProducts')[0]?.outcome).toBe('refused: record 1: There is no category 99');
  });

  it.each([
    ['without category', { Name: 'Te' }, 'ParameterNotFoundException', "'CategoryId' was not found"],
    ['without name', { CategoryId: 2 }, 'ParameterNotFoundException', "'Name' was not found"],
    ['with id 0', { Id: 0, Name: 'Te', CategoryId: 2 }, 'DataBaseServerException', 'Product 0'],
    [
      'with a status of its own',
      { Name: 'Te', StatusId: 2, CategoryId: 2 },
      'ArgumentException',
      'StatusId 2',
    ],
    ['with a stock', { Name: 'Te', Stock: 4, CategoryId: 2 }, 'ArgumentException', 'Stock is set by'],
    [
      'with a change stamp',
      { Name: 'Te', CategoryId: 2, DateChanged: '2026-01-01T00:00:00' },
      'ArgumentException',
      'DateChanged is set by',
    ],
    ['with a third decimal', { Name: 'Te', CategoryId: 2, Price: '1.001' }, 'ArgumentException', '1.001'],
    [
      'with an exception',
      { APIException: '<Type>x</Type>' },
      'ArgumentException',
      'APIException is not modelled',
    ],
  ])('refuses a product %s', async (_what, fields, exception, reason) => {
    const [echo] = await saveProducts(fields);

    expect(exceptionIn(echo)).toBe(exception);
    expect(reasonIn(echo)).toContain(reason);
    expect(at.kiosk.products()).toHaveLength(1);
  });

  it.each([
    ['Name', 125],
    ['No', 100],
    ['EAN1', 50],
    ['Description', 500],
    ['SupplierProductCode', 50],
    ['SupplierProductName', 250],
    ['StockLocation', 100],
  ])('takes a %s of %i characters and no more', async (field, longest) => {
    const order = ['Name', 'CategoryId', 'Description', 'EAN1', 'No'];
    const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
    const withText = (length: number) =>
      Object.fromEntries(
        Object.entries({ Name: 'Te', CategoryId: 2, [field]: 'x'.repeat(length) }).sort(
          ([a], [b]) => rank(a) - rank(b),
        ),
      );
    const echoes = await saveProducts(withText(longest), withText(longest + 1));

    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException']);
    expect(reasonIn(echoes[1])).toBe(`${field} is longer than ${longest}`);
  });

  it('does not bring a deleted product back, unless it is told to', async () => {
    at.kiosk.personDeletesProduct(55);
    const again = { Id: 55, Name: 'Kaffe', CategoryId: 2 };
    expect((await saveProducts(again)).map(exceptionIn)).toEqual(['DataBaseServerException']);

    at.kiosk.switches.deletedIdComesBack = true;
    expect((await saveProducts({ ...again, No: 'K-1' })).map(exceptionIn)).toEqual(['']);
    expect(product(55)?.name).toBe('Kaffe');
    expect(await at.caller.products('<No>K-1000</No>', 'Id')).toEqual([]);

    at.kiosk.switches.deletedIdComesBack = false;
    expect((await saveProducts(again)).map(exceptionIn)).toEqual(['']);
  });
});

describe('the VAT of a product', () => {
  it('is its category’s, whatever was sent', async () => {
    const [echo] = await saveProducts({ Name: 'Te', TaxRate: '25.00', CategoryId: 2 });
    expect(inside(echo ?? '', 'TaxRate')).toBe('25.00');
    expect(await at.caller.products('<Id>56</Id>', 'TaxRate')).toEqual(['<TaxRate>15.00</TaxRate>']);

    at.kiosk.personSetsCategoryVat(2, 12);
    expect(await at.caller.products('<Id>56</Id>', 'TaxRate')).toEqual(['<TaxRate>12.00</TaxRate>']);
  });

  it('is what was sent, where that is taken', async () => {
    at.kiosk.switches.productTaxRateIsTaken = true;
    await saveProducts({ Name: 'Te', TaxRate: '11.11', CategoryId: 2 });
    await saveProducts({ Id: 56, Name: 'Grønn te' });

    expect(product(56)).toMatchObject({ name: 'Grønn te', taxRate: 11.11 });
    expect(await at.caller.products('<Id>56</Id>', 'TaxRate')).toEqual(['<TaxRate>11.11</TaxRate>']);
  });
});
