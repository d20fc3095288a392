import { type RegisterRecord } from './register-record.js';
import { findCustomer, findProduct, numberTaken, type WantedCustomer } from './find-in-register.js';
import { type LinkedDocument } from './link.js';

function aRecord(over: Partial<RegisterRecord> & { name?: string } = {}): RegisterRecord {
  const { name = 'Kafé Fjord AS', ...fields } = over;
  return {
    recordId: '55',
    number: 'K-1000',
    externalId: null,
    organisationNumber: null,
    active: true,
    fields: { name, firstName: null },
    ...fields,
  } as RegisterRecord;
}

const nobody = new Map<string, LinkedDocument[]>();
const linkedTo = (recordId: string, id: string, number = 'K-1000') => new Map([[recordId, [{ id, number }]]]);

describe('A product in the register', () => {
  const wanted = { key: '88', number: 'K-1000', linkedTo: null };

  it('is new where nothing has its number', () => {
    expect(findProduct(wanted, { records: [aRecord({ number: 'K-10' })], linkedBy: nobody })).toEqual({
      is: 'new',
    });
  });

  it('is the one that it is linked to, whatever its number is there', () => {
    const records = [aRecord({ recordId: '7', number: 'OLD' }), aRecord()];

    expect(findProduct({ ...wanted, linkedTo: '7' }, { records, linkedBy: nobody })).toMatchObject({
      erpId: '7',
    });
  });

  it('is looked for by number again when what it was linked to is gone', () => {
    expect(
      findProduct({ ...wanted, linkedTo: '7' }, { records: [aRecord()], linkedBy: nobody }),
    ).toMatchObject({
      erpId: '55',
    });
  });

  it('is never merged with another one of DUELL that has its number: both ids are named', () => {
    const found = findProduct(wanted, { records: [aRecord()], linkedBy: linkedTo('55', '87') });

    expect(found).toMatchObject({ is: 'held', reason: { code: 'PRODUCT_NUMBER_DUPLICATE' } });
    expect(JSON.stringify(found)).toMatch(/87 og 88/);
  });

  it('is nobody, as long as several there have its number', () => {
    const records = [aRecord(), aRecord({ recordId: '56' })];

    expect(findProduct(wanted, { records, linkedBy: nobody })).toMatchObject({
      is: 'held',
      reason: { code: 'ERP_NUMBER_AMBIGUOUS' },
    });
  });

  it('is the one that is in use, where others with its number are not', () => {
    const records = [aRecord({ active: false }), aRecord({ recordId: '56' })];

    expect(findProduct(wanted, { records, linkedBy: nobody })).toMatchObject({ is: 'there', erpId: '56' });
  });
});

describe('A product that gets another number', () => {
  const wanted = { key: '88', number: 'K-1000', erpId: '7' };
  const itself = aRecord({ recordId: '7', number: 'OLD' });

  it('may have one that nothing there has, or only what is not in use', () => {
    const records = [itself, aRecord({ active: false })];

    expect(numberTaken(wanted, { records, linkedBy: nobody })).toBeNull();
  });

  it('may keep its own, whoever else there has it', () => {
    const records = [aRecord({ recordId: '7' }), aRecord()];

    expect(numberTaken(wanted, { records, linkedBy: nobody })).toBeNull();
  });

  it.each([
    ['another product there', nobody, 'ERP_NUMBER_AMBIGUOUS', /7, 55/],
    ['another one of DUELL', linkedTo('55', '87'), 'PRODUCT_NUMBER_DUPLICATE', /87 og 88/],
  ])('may not have that of %s: both ids are named', (_, linkedBy, code, ids) => {
    const reason = numberTaken(wanted, { records: [itself, aRecord()], linkedBy });

    expect(reason).toMatchObject({ code });
    expect(reason?.message).toMatch(ids);
  });

  it('may have that of one that gets another number, too', () => {
    const linkedBy = linkedTo('55', '87', 'OLD');

    expect(numberTaken(wanted, { records: [itself, aRecord()], linkedBy })).toBeNull();
  });
});

describe('A customer in the register', () => {
  const wanted: WantedCustomer = {
    key: '501',
    externalId: 'kafe/501',
    name: 'Kafé Fjord AS',
    number: null,
    organisationNumber: null,
    type: 'company',
    linkedTo: null,
  };
  const among = (...records: RegisterRecord[]) => ({ records, linkedBy: nobody });

  it('is never found by its name', () => {
    expect(findCustomer(wanted, among(aRecord()))).toEqual({ is: 'new' });
  });

  it.each([
    ['its link', { linkedTo: '55' }, {}],
    ['our id there', {}, { externalId: 'kafe/501' }],
    [
      'its organisation number',
      { organisationNumber: 'NO 999 888 777 MVA' },
      { organisationNumber: '999888777' },
    ],
    ['its customer number', { number: '10021' }, { number: '10021' }],
  ])('is found by %s', (_, want, record) => {
    expect(findCustomer({ ...wanted, ...want }, among(aRecord(record)))).toMatchObject({
      is: 'there',
      erpId: '55',
    });
  });

  it('is found by what says most: link, our id, organisation number, customer number', () => {
    const byNumber = aRecord({ recordId: '1', number: '10021' });
    const byOrganisation = aRecord({ recordId: '2', number: 'x', organisationNumber: '999888777' });
    const byOurId = aRecord({ recordId: '3', number: 'x', externalId: 'kafe/501' });
    const all = { ...wanted, number: '10021', organisationNumber: '999888777', linkedTo: '4' };
    const linked = aRecord({ recordId: '4', number: 'x' });
    const order = [linked, byOurId, byOrganisation, byNumber];

    order.forEach((expected, index) => {
      expect(findCustomer(all, among(...order.slice(index).reverse()))).toMatchObject({
        erpId: expected.recordId,
      });
    });
  });

  it.each([
    ['is another customer of ours', { externalId: 'kafe/77' }],
    ['is another organisation', { organisationNumber: '111222333' }],
    ['is deleted', { active: false }],
    ['is a person', { fields: { name: 'Kafé Fjord AS', type: 'person' } }],
  ] as [string, Partial<RegisterRecord>][])(
    'is not the one with its customer number when that %s',
    (_, record) => {
      const want = { ...wanted, number: '10021', organisationNumber: '999888777' };

      expect(findCustomer(want, among(aRecord({ number: '10021', ...record })))).toEqual({ is: 'new' });
    },
  );

  it('says when the names differ, and when two of DUELL are one there', () => {
    const record = aRecord({ organisationNumber: '999888777', name: 'Fjord Holding AS' });
    const found = findCustomer(
      { ...wanted, organisationNumber: '999888777' },
      { records: [record], linkedBy: linkedTo('55', '500') },
    );

    expect(found).toMatchObject({
      is: 'there',
      notes: [{ code: 'CUSTOMER_SHARED' }, { code: 'CUSTOMER_NAME_DIFFERS' }],
    });
  });

  it('is nobody, as long as several there have its organisation number', () => {
    const records = [
      aRecord({ organisationNumber: '999888777' }),
      aRecord({ recordId: '56', organisationNumber: '999888777' }),
    ];

    expect(findCustomer({ ...wanted, organisationNumber: '999888777' }, among(...records))).toMatchObject({
      is: 'held',
      reason: { code: 'ORGANISATION_NUMBER_AMBIGUOUS' },
    });
  });
});
