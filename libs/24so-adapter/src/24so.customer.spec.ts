import { aCustomerRecord } from '@accounting/testkit';
import { companyOf, nameOfCustomer, standsAs } from './24so.customer.js';

const sentOf = (over: Parameters<typeof aCustomerRecord>[0] = {}) => companyOf(aCustomerRecord(over)).sent;
const person = { type: 'person' as const, name: 'Kåre Nordmann', organisationNumber: null };

describe('our customer in their words', () => {
  it('always carries our id', () => {
    expect(sentOf({ erpId: '10021' })).toMatchObject({ Id: 10_021, ExternalId: 'duell-501' });
  });

  it('is a company with one name', () => {
    expect(sentOf({ firstName: 'Kari', lastName: 'Nordmann' })).toMatchObject({
      Type: 'Business',
      Name: 'Kafe Fjord AS',
    });
    expect(sentOf({ firstName: 'Kari' })).not.toHaveProperty('FirstName');
  });

  it('is a person with the last name as the name; without one with the whole', () => {
    expect(sentOf({ ...person, firstName: 'Kåre', lastName: 'Nordmann' })).toMatchObject({
      Type: 'Consumer',
      Name: 'Nordmann',
      FirstName: 'Kåre',
    });
    const whole = sentOf({ ...person, firstName: 'Kåre', lastName: null });
    expect(whole.Name).toBe('Kåre Nordmann');
    expect(whole).not.toHaveProperty('FirstName');
  });

  it.each([
    ['999 888 777 MVA', '999888777'],
    ['NO-999.888.777', '999888777'],
    ['SE556677-8899', 'SE556677-8899'],
    ['x'.repeat(21), 'x'.repeat(20)],
  ])('has its organisation number as they search for it: %s', (organisationNumber, number) => {
    expect(sentOf({ organisationNumber }).OrganizationNumber).toBe(number);
  });

  it.each([
    [null, undefined],
    [0, undefined],
    [-1, undefined],
    [1, 1],
    [30, 30],
    [99_999, 32_767],
  ])('has its terms of payment in days, and none that means something else there: %j', (days, sent) => {
    expect(sentOf({ paymentTermsDays: days }).PaymentTime).toBe(sent);
  });

  it('has phones and e-mails of the kinds that are in use, and no empty ones', () => {
    expect(sentOf({ phone: ' ', email: null }).PhoneNumbers).toBeUndefined();
    expect(sentOf({ email: null }).EmailAddresses).toEqual({
      Invoice: { Value: 'faktura@kafefjord.example' },
    });
    expect(sentOf({ mobile: '90000001' }).PhoneNumbers).toEqual({
      Mobile: { Value: '90000001' },
      Work: { Value: '55000000' },
    });
  });

  it('has its addresses, without what is empty, and a country only where it is two letters', () => {
    const address = { street: '', postalCode: ' 5003', city: 'Bergen', country: 'Norge' };
    expect(sentOf({ address }).Addresses).toEqual({ Post: { PostalCode: '5003', PostalArea: 'Bergen' } });
    expect(sentOf({ address })).not.toHaveProperty('Country');
    expect(sentOf({ address: null })).not.toHaveProperty('Addresses');
    const none = { street: '', postalCode: '', city: '', country: '' };
    expect(sentOf({ address: none, deliveryAddress: none })).not.toHaveProperty('Addresses');
  });

  it('is cut where it is too long, one note names them all', () => {
    const address = {
      street: 'Ø'.repeat(251),
      postalCode: '5'.repeat(17),
      city: 'Å'.repeat(101),
      country: 'NO',
    };
    const { sent, notes } = companyOf(
      aCustomerRecord({ ...person, firstName: 'Æ'.repeat(51), lastName: `${'n'.repeat(199)}😀`, address }),
    );
    expect([sent.Name, sent.FirstName]).toEqual(['n'.repeat(199), 'Æ'.repeat(50)]);
    expect(sent.Addresses?.Post).toEqual({
      Street: 'Ø'.repeat(250),
      PostalCode: '5'.repeat(16),
      PostalArea: 'Å'.repeat(100),
      Country: 'NO',
    });
    expect(notes).toMatchObject([{ code: 'TEXT_CUT' }]);
    expect(notes[0]?.message).toMatch(
      /: etternavn \(200 tegn\), fornavn \(50 tegn\), gateadresse \(250 tegn\), postnummer \(16 tegn\) og poststed \(100 tegn\)\.$/,
    );
  });

  it('is named for people as people are named', () => {
    expect(nameOfCustomer(sentOf({ ...person, firstName: 'Kåre', lastName: 'Nordmann' }))).toBe(
      'Kunde Kåre Nordmann',
    );
  });
});

describe('a customer stands as it was sent', () => {
  const sent = sentOf();
  const there = structuredClone({ ...sent, Id: 10_021, Addresses: { ...sent.Addresses, Visit: null } });

  it('whatever else they know of it', () => {
    expect(standsAs({ ...there, EmailAddresses: { ...there.EmailAddresses, Home: null } }, sent)).toBe(true);
  });

  it.each([
    { Name: 'Kafe Fjord' },
    { Type: 'Supplier' },
    { PaymentTime: 15 },
    { Addresses: { Post: { ...sent.Addresses?.Post, Street: 'Strandgata 2' } } },
    { Addresses: { Post: null } },
    { PhoneNumbers: null },
  ])('but not with %j', (over) => {
    expect(standsAs({ ...there, ...over }, sent)).toBe(false);
  });
});
