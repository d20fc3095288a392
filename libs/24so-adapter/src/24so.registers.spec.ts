import { erpCustomer, erpProduct } from './24so.registers.js';

const UNSET = '-79228162514264337593543950335';

describe('a product of theirs', () => {
  it('is read to the øre, with its number as people write it', () => {
    const read = erpProduct({
      ...{ Id: 57, No: ' K-1000 ', Name: 'Blåbær', EAN1: '703', Price: '199.2000', CashPriceIncTax: 229.08 },
      ...{ TaxRate: '11.1100', Stock: '-2.7500', StatusId: 1 },
    });
    expect(read).toEqual([
      {
        ...{
          id: '57',
          number: 'K-1000',
          name: 'Blåbær',
          barcode: '703',
          priceExVat: 19_920,
          priceIncVat: 22_908,
        },
        ...{ vatRate: 11.11, stock: '-2.75', active: true },
      },
    ]);
  });

  it.each([
    {},
    { Price: UNSET, CashPriceIncTax: -1.7976931348623157e308, TaxRate: UNSET, Stock: UNSET, EAN1: '' },
    { CashPriceIncTax: '-1.7976931348623157E+308' },
    { CashPriceIncTax: null },
  ])('that says nothing has nothing: %j', (over) => {
    const nothing = { barcode: null, priceExVat: null, priceIncVat: null, vatRate: null, stock: null };
    expect(erpProduct({ Id: 1, ...over })).toEqual([
      { id: '1', number: '', name: '', ...nothing, active: true },
    ]);
  });

  it('has quantities that are equal when they are equal', () => {
    const stockOf = (Stock: string) => erpProduct({ Id: 1, Stock })[0]?.stock;
    expect(['12', '12.0000', '012.50', '0.0000', '-0', '-0.5000'].map(stockOf)).toEqual([
      ...['12', '12', '12.5', '0', '0', '-0.5'],
    ]);
  });

  it('is inactive when it is expired', () => {
    expect(erpProduct({ Id: 1, StatusId: 0 })[0]?.active).toBe(false);
  });

  it('without a number of theirs is none', () => {
    expect(erpProduct({ No: 'K-1' })).toEqual([]);
  });
});

describe('a customer of theirs', () => {
  const value = (Value: string) => ({ Value });

  it('is read with whatever kind of phone, e-mail and address it has', () => {
    const read = erpCustomer({
      ...{
        Id: 10_021,
        ExternalId: 'k1/501',
        Type: 'Business',
        Name: 'Kafé',
        OrganizationNumber: '999888777',
      },
      EmailAddresses: { Work: null, Invoice: value(' '), Home: value('a@b.no') },
      PhoneNumbers: { Mobile: value('90000001') },
      Addresses: { Post: {}, Visit: { Street: 'Strandgata 1', PostalCode: '5003', City: 'Bergen' } },
    });
    expect(read).toEqual([
      {
        ...{
          id: '10021',
          number: '10021',
          externalId: 'k1/501',
          type: 'company',
          name: 'Kafé',
          firstName: null,
        },
        ...{ organisationNumber: '999888777', email: 'a@b.no', phone: '90000001', active: true },
        address: { street: 'Strandgata 1', postalCode: '5003', city: 'Bergen' },
      },
    ]);
  });

  it.each([
    ['Business', ['company']],
    ['Consumer', ['person']],
    ['None', [null]],
    [undefined, [null]],
    ['SomethingNew', [null]],
    ['Supplier', []],
    ['Lead', []],
  ])('of type %s is %j', (Type, types) => {
    expect(erpCustomer({ Id: 1, ...(Type && { Type }) }).map(({ type }) => type)).toEqual(types);
  });

  it('that says nothing has nothing', () => {
    const nothing = { EmailAddresses: null, PhoneNumbers: null, Addresses: null };
    expect(erpCustomer({ Id: 1, ...nothing })).toMatchObject([
      { name: '', externalId: null, email: null, phone: null, address: null, organisationNumber: null },
    ]);
  });
});
