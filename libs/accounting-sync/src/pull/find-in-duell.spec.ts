import { type RegisterRecord } from '../register/register-record.js';
import { type BothSides, findCustomerInDuell, findProductInDuell } from './find-in-duell.js';

function aRecord(
  over: Partial<RegisterRecord> & { name?: string; type?: string | null } = {},
): RegisterRecord {
  const { name = 'Kafe Fjord AS', type = 'company', ...fields } = over;
  const known = { recordId: '55', number: '7', externalId: null, organisationNumber: null, active: true };
  const { organisationNumber = null } = fields;
  return {
    ...known,
    fields: { name, type, firstName: null, organisationNumber },
    ...fields,
  } as RegisterRecord;
}

const between = (duell: RegisterRecord[], over: Partial<BothSides> = {}): BothSides => ({
  clientId: 'kafe',
  duell,
  erp: [],
  linkedTo: new Map(),
  ...over,
});

describe('the product of DUELL that is meant', () => {
  const there = aRecord({ recordId: 'e1' });
  const ours = aRecord({ recordId: 'd1' });
  const linkedTo = new Map([['e1', 'd1']]);

  it('is the linked one, and gets a number that none of DUELL has', () => {
    const renamed = aRecord({ recordId: 'd1', number: 'OLD' });

    expect(findProductInDuell(there, between([renamed], { linkedTo }))).toMatchObject({ record: renamed });
    expect(
      findProductInDuell(there, between([renamed, aRecord({ recordId: 'd2' })], { linkedTo })),
    ).toMatchObject({ is: 'held', reason: { code: 'DUELL_NUMBER_AMBIGUOUS' } });
  });

  it.each([
    ['has its number', new Map<string, string>()],
    ['is the one that DUELL’s is linked to', new Map([['e2', 'd1']])],
  ])('is not clear while another one there %s', (_, links) => {
    const twin = aRecord({ recordId: 'e2', number: links.size > 0 ? 'X' : '7' });

    expect(findProductInDuell(there, between([ours], { erp: [there, twin], linkedTo: links }))).toMatchObject(
      {
        is: 'held',
        reason: { code: 'ERP_NUMBER_AMBIGUOUS' },
      },
    );
  });

  it('is none, where another one in use there has the number of one that is not', () => {
    const gone = aRecord({ recordId: 'e1', active: false });

    expect(findProductInDuell(gone, between([ours], { erp: [aRecord({ recordId: 'e2' })] }))).toEqual({
      is: 'new',
    });
    expect(findProductInDuell(gone, between([ours]))).toMatchObject({ is: 'there' });
  });
});

describe('the customer of DUELL that is meant', () => {
  const ours = aRecord({ recordId: 'd1' });

  it.each([
    ['by its link', {}, {}, new Map([['55', 'd1']])],
    ['by our id', { externalId: 'kafe/d1' }, {}, undefined],
    [
      'by its organisation number',
      { organisationNumber: '999888777' },
      { number: 'x', organisationNumber: '999888777' },
      undefined,
    ],
    ['by its customer number and name', { name: 'KAFE  Fjord AS' }, {}, undefined],
  ])('is found %s', (_, theirs, own, linkedTo) => {
    const both = between([aRecord({ recordId: 'd1', ...own })], linkedTo ? { linkedTo } : {});

    expect(findCustomerInDuell(aRecord(theirs), both)).toMatchObject({
      is: 'there',
      record: { recordId: 'd1' },
    });
  });

  it.each([
    [
      'the organisation number is another one',
      { organisationNumber: '999888777' },
      { organisationNumber: '111222333' },
    ],
    ['one is a person', { type: 'person' }, {}],
    ['another client’s id stands there', { externalId: 'kiosk/d1' }, {}],
    ['it is deleted there', { active: false }, {}],
  ])('is not the one with the customer number where %s', (_, theirs, own) => {
    const both = between([aRecord({ recordId: 'd1', ...own })]);

    expect(findCustomerInDuell(aRecord(theirs), both)).toEqual({ is: 'new' });
  });

  it('is not clear where only the number says so, and the name is another one', () => {
    const found = findCustomerInDuell(aRecord({ name: 'Grossist AS' }), between([ours]));

    expect(found).toMatchObject({ is: 'held', reason: { code: 'DUELL_CUSTOMER_NUMBER_TAKEN' } });
  });

  it('is not clear while two there have its organisation number', () => {
    const organisationNumber = '999888777';
    const there = aRecord({ organisationNumber });
    const erp = [there, aRecord({ recordId: '56', organisationNumber })];

    expect(
      findCustomerInDuell(there, between([aRecord({ recordId: 'd1', organisationNumber })], { erp })),
    ).toMatchObject({
      is: 'held',
      reason: { code: 'ORGANISATION_NUMBER_AMBIGUOUS' },
    });
  });
});
