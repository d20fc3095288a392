import { customerToRecord } from './customer-to-record.js';
import { aCustomer } from './customer.builder.js';

describe("DUELL's customer in the accounting system", () => {
  it('carries an id by which it is found again, within its client', () => {
    expect(customerToRecord(aCustomer(), null, 'kafe')).toMatchObject({ key: '501', externalId: 'kafe/501' });
  });

  it("has no phone where DUELL's says that nobody knows it", () => {
    const customer = aCustomer({ phone: '99999999', mobile: '+47 999 99 999' });

    expect(customerToRecord(customer, null, 'kafe')).toMatchObject({ phone: null, mobile: null });
    expect(customerToRecord(aCustomer({ phone: '55000000' }), null, 'kafe').phone).toBe('55000000');
  });
});
