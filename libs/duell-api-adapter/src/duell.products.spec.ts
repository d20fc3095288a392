import { settled } from './duell.options.js';
import { readProduct } from './duell.products.js';

const now = new Date('2026-11-24T07:00:00Z');
const row = {
  product_id: '88',
  product_number: 'K-1000',
  product_name: 'Kaffe',
  vatrate_percent: '25.00',
  price_inc_vat: '249.00',
  updated_at: '2026-11-23 20:04:00',
};
const read = (over: object, options = {}) => readProduct({ ...row, ...over }, settled(options), now);

describe('a row as a product', () => {
  it.each([
    ['25.00', '3', 25],
    ['25', '3', 25],
    ['15.00', '31', 15],
    ['12.00', '33', 12],
    ['11.11', '32', 11.11],
    ['0.00', '5', 0],
  ])('of rate %s has code %s', (vatrate_percent, vatCode, vatRate) => {
    expect(read({ vatrate_percent })).toMatchObject({ ok: { vatCode, vatRate } });
  });

  it('of rate 0 has the code that was chosen for it', () => {
    expect(read({ vatrate_percent: '0' }, { zeroRateCode: '6' })).toMatchObject({ ok: { vatCode: '6' } });
  });

  it.each(['11', '14', '20.00', 'null', ''])('of rate %j is none', (vatrate_percent) => {
    expect(read({ vatrate_percent })).toMatchObject({ leftOut: { code: 'DUELL_VAT_RATE_UNKNOWN' } });
  });

  it.each([
    ['249', 24_900],
    ['249.5', 24_950],
    ['249.9000', 24_990],
    [249.05, 24_905],
    ['0.00', 0],
    ['-10.00', -1_000],
  ])('costs %j: %d øre', (price_inc_vat, priceIncVat) => {
    expect(read({ price_inc_vat })).toMatchObject({ ok: { priceIncVat } });
  });

  it.each([null, '', '249,00', '249.005', '1.234', '1 249.00', 'kr 10'])(
    'that costs %j is none',
    (price_inc_vat) => {
      expect(read({ price_inc_vat })).toMatchObject({ leftOut: { code: 'DUELL_ROW_LEFT_OUT' } });
    },
  );

  it.each([
    ['131.2549', 13_125],
    ['131.255', 13_126],
    ['131.2', 13_120],
    ['131', 13_100],
    ['-1.005', -101],
    ['-0.001', 0],
  ])('was bought for %s: %d øre', (cost_price, costPrice) => {
    expect(read({ cost_price })).toMatchObject({ ok: { costPrice } });
  });

  it('leaves out what is empty', () => {
    const empty = {
      description: '',
      barcode: null,
      unit: ' ',
      category_id: '0',
      category_name: 'x',
      cost_price: null,
    };
    expect(read(empty)).toEqual({
      ok: {
        id: '88',
        number: 'K-1000',
        name: 'Kaffe',
        priceIncVat: 24_900,
        vatCode: '3',
        vatRate: 25,
        deleted: false,
        updatedAt: '2026-11-23T19:04:00.000Z',
      },
    });
  });

  it.each([
    [true, true],
    ['1', true],
    [1, true],
    ['true', true],
    [false, false],
    ['0', false],
    [null, false],
  ])('with is_deleted %j is deleted: %j', (is_deleted, deleted) => {
    expect(read({ is_deleted })).toMatchObject({ ok: { deleted } });
  });
});
