import type { PortScenario } from './bench.js';
import { expectAsSent, expectOneOfEach } from './expectations-registers.js';
import { RegisterWorker } from './register-worker.js';
import { takesCustomers } from './scenarios-registers.js';

export const savingCustomers: PortScenario[] = [
  {
    title: 'puts a person in the register with both names',
    needs: takesCustomers,
    run: async (bench) => {
      const worker = RegisterWorker.ofCustomers(bench);
      const name = { name: 'Kari Nordmann', firstName: 'Kari', lastName: 'Nordmann' };
      const [person] = worker.records(1, { type: 'person', organisationNumber: null, ...name });
      if (!person) throw new Error('There is one');

      const outcomes = await worker.save([person]);

      const held = await worker.heldAs(outcomes.get(person.key)?.done?.erpId);
      if (!held) throw new Error('The person is not there');
      expectAsSent(held, person);
    },
  },
  {
    title: 'finds a customer again whose id was forgotten, where the system keeps the external id',
    needs: takesCustomers,
    run: async (bench) => {
      const worker = RegisterWorker.ofCustomers(bench);
      const records = worker.records(1);
      const first = await worker.save(records);
      const held = await worker.heldAs(first.get(records[0]?.key ?? '')?.erpId);
      if (!held || !('externalId' in held)) return;

      const again = await worker.save(records);

      expect(again).toEqual(first);
      await expectOneOfEach(worker, records, again);
    },
  },
];
