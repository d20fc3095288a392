import { aProductRecord } from '@accounting/testkit';
import { settled, type Assumptions, type TwentyFourSoOptions } from './24so.options.js';
import { categoryNameOf, productOf, standsAs } from './24so.product.js';

const options = (over: Partial<Assumptions> = {}) =>
  settled({ apiUrl: '', webservicesUrl: '', ...over } as TwentyFourSoOptions);

const translated = (over: Parameters<typeof aProductRecord>[0] = {}, how: Partial<Assumptions> = {}) =>
  productOf(aProductRecord(over), 3, options(how));

describe('our product in their words', () => {
  it('has its prices to the øre, without a float in between', () => {
    expect(translated({ priceExVat: 1_234_567_891, priceIncVat: 5, costPrice: 0 }).sent).toMatchObject({
      Price: '12345678.91',
      CashPriceIncTax: '0.05',
      InPrice: '0.00',
    });
  });

  it('leaves out what DUELL does not say, and never sends an empty element', () => {
    const bare = { description: null, barcode: '', costPrice: null, category: null };
    const { sent } = productOf(aProductRecord(bare), null, options());
    expect(Object.keys(sent).sort()).toEqual(
      ['CashPriceIncTax', 'Name', 'No', 'Price', 'StatusId', 'TaxRate'].sort(),
    );
    expect(Object.values(sent)).not.toContain('');
  });

  it('is inactive when DUELL has deleted it', () => {
    expect(translated({ active: false }).sent.StatusId).toBe(0);
    expect(translated().sent.StatusId).toBe(1);
  });

  it('is cut where it is too long, one note names them all', () => {
    const { sent, notes } = translated({
      ...{ name: `${'å'.repeat(124)}😀`, number: '1'.repeat(101), barcode: '7'.repeat(51) },
      ...{ description: 'ø'.repeat(501), category: 'K'.repeat(101) },
    });
    expect(sent).toMatchObject({ Name: 'å'.repeat(124), No: '1'.repeat(100), EAN1: '7'.repeat(50) });
    expect(sent.Description).toHaveLength(500);
    expect(notes).toMatchObject([{ code: 'TEXT_CUT' }]);
    expect(notes[0]?.message).toMatch(
      /: kategori \(100 tegn\), navn \(125 tegn\), beskrivelse \(500 tegn\), strekkode \(50 tegn\) og varenummer \(100 tegn\)\.$/,
    );
  });

  it('that has no name is called by its number', () => {
    expect(translated({ name: ' ' }).sent.Name).toBe('K-1000');
  });

  it.each<[Partial<Assumptions>, object, object]>([
    [{ costPriceIs: 'Cost' }, { Cost: '110.00' }, { InPrice: '110.00' }],
    [{ productTaxRate: 'not-sent' }, {}, { TaxRate: '15.00' }],
    [{ stockControlled: 'left-alone' }, {}, { StockControlled: true }],
  ])('is as it is assumed: %j', (how, has, hasNot) => {
    const usually = translated({ stock: '1' }).sent;
    const { sent } = translated({ stock: '1' }, how);
    expect(sent).toMatchObject(has);
    for (const name of Object.keys(hasNot)) expect(sent).not.toHaveProperty(name);
    expect(usually).toMatchObject(hasNot);
  });

  it('is not said to be stock-controlled when DUELL sends no stock, or it is a service', () => {
    expect(translated({ stock: null }).sent).not.toHaveProperty('StockControlled');
    expect(translated({ stock: '1', isService: true }).sent).not.toHaveProperty('StockControlled');
  });

  it('goes in its category; a new one always has one, another keeps its own', () => {
    expect(categoryNameOf(aProductRecord())).toBe('Kaffe');
    expect(categoryNameOf(aProductRecord({ category: null }))).toBe('DUELL');
    expect(categoryNameOf(aProductRecord({ category: null, erpId: '5' }))).toBeNull();
  });
});

describe('a product stands as it was sent', () => {
  const { sent } = translated();
  const there = { ...sent, Price: '199.2000', CashPriceIncTax: 229.08, Name: 'Kaffe 1 kg ', Stock: '7.0000' };

  it('whatever decimals and blanks they add, and whatever else they know of it', () => {
    expect(standsAs(there, sent)).toBe(true);
    expect(standsAs({ ...there, StatusId: undefined }, sent)).toBe(true);
  });

  it.each([
    { Price: '199.21' },
    { CashPriceIncTax: 229.07 },
    { InPrice: undefined },
    { Name: 'Kaffe 1 kg ny' },
    { Description: undefined },
    { CategoryId: 4 },
    { StatusId: 0 },
    { No: 'K-1001' },
  ])('but not with %j', (over) => {
    expect(standsAs({ ...there, ...over }, sent)).toBe(false);
  });
});
