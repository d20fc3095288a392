import type { CustomerForHost } from '@accounting/port';
import { atDuell, failureOf } from '../simulator/at-duell.js';

const at = atDuell();

const ola: CustomerForHost = { id: null, name: 'Ola Nordmann', phone: '91234567' };
const saveCustomer = (customer: Partial<CustomerForHost> = {}, catalogue = at.open()) =>
  catalogue.saveCustomer('1', { ...ola, ...customer });

describe('a customer', () => {
  it.each([
    ['+47 91 23 45 67', true],
    ['004791234567', true],
    ['91234568', false],
  ])('is found by name and phone, however it is written: %s', async (phone, same) => {
    const { id } = await saveCustomer();

    expect((await saveCustomer({ phone })).id === id).toBe(same);
  });

  it('is found by name and e-mail', async () => {
    const email = 'ola@example.no';
    const { id } = await saveCustomer({ email });

    expect(
      await saveCustomer({ phone: undefined, email: 'Ola@Example.no', name: 'ola  nordmann' }),
    ).toMatchObject({
      id,
    });
  });

  it('is not recognised by the phone of nobody', async () => {
    at.shop.addCustomer({ customer_name: 'Ola Nordmann', phone: '99999999', email: 'ola@example.no' });

    await saveCustomer({ phone: '99999999', email: 'other@example.no' });

    expect(at.shop.customers()).toHaveLength(2);
  });

  it('without a phone is sent with that of nobody, which is read as none', async () => {
    await saveCustomer({ phone: undefined });

    expect(at.shop.customers()).toMatchObject([{ phone: '99999999' }]);
    for await (const [customer] of at.open().customers('1', null))
      expect(customer).not.toHaveProperty('phone');
  });

  it('may be sent without any phone', async () => {
    at.readapt({ unknownPhone: null });

    expect((await failureOf(saveCustomer({ phone: undefined }))).reason.message).toContain(
      'phone is required',
    );
  });

  it('who could be several is refused, with all ids', async () => {
    const rows = { customer_name: 'Ola Nordmann', phone: '91234567' };
    const ids = [at.shop.addCustomer(rows), at.shop.addCustomer(rows)];

    const failure = await failureOf(saveCustomer());

    expect(failure).toMatchObject({ code: 'DUELL_CUSTOMER_NOT_UNIQUE', next: 'ask-a-human' });
    for (const id of ids) expect(failure.reason.message).toContain(id);
    expect(at.calls('customer')).toBe(0);
  });

  it('who was deleted is not taken for the one meant', async () => {
    at.shop.addCustomer({ customer_name: 'Ola Nordmann', phone: '91234567', is_deleted: true });

    await saveCustomer();

    expect(at.shop.customers()).toHaveLength(2);
  });

  it('who is gone is not made anew', async () => {
    expect(await failureOf(saveCustomer({ id: '77' }))).toMatchObject({
      code: 'DUELL_CUSTOMER_GONE',
      next: 'ask-a-human',
    });
    expect(at.calls('customer')).toBe(0);
  });

  it('needs a name', async () => {
    expect(await failureOf(saveCustomer({ name: undefined }))).toMatchObject({
      code: 'DUELL_CUSTOMER_INCOMPLETE',
    });
  });

  it('is looked up when DUELL does not tell the id', async () => {
    at.shop.switches.tellsSavedId = false;

    const { id } = await saveCustomer();

    expect(at.shop.customers()).toMatchObject([{ customer_id: id }]);
  });

  it('is saved though the look for the id fails', async () => {
    at.shop.switches.tellsSavedId = false;
    at.control.planFault({ operation: 'customer/list', nth: 2, fault: { kind: 'html', status: 503 } });

    expect(await failureOf(saveCustomer())).toMatchObject({ next: 'look-up-first' });
    await saveCustomer();
    expect(at.shop.customers()).toHaveLength(1);
  });

  it('that DUELL says to have saved and does not show is looked up again', async () => {
    at.plan('customer', { kind: 'json', value: { status: true } });

    expect(await failureOf(saveCustomer())).toMatchObject({
      code: 'DUELL_SAVED_NOT_FOUND',
      next: 'look-up-first',
    });
  });
});
