import type { PortScenario } from './bench.js';
import { expectAsSent, expectOneOfEach } from './expectations-registers.js';
import { known, RegisterWorker } from './register-worker.js';
import { takesProducts } from './scenarios-registers.js';

/** What only products have: numbers, categories, and an end that is no deletion. */
export const savingProducts: PortScenario[] = [
  {
    title: "keeps products apart that have one number: it is nobody's key",
    needs: takesProducts,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const records = worker.records(2, { number: 'V-900' });

      const outcomes = await worker.save(records);

      const ids = records.map(({ key }) => outcomes.get(key)?.done?.erpId);
      expect(new Set(ids).size).toBe(2);
      for (const [at, record] of records.entries()) {
        const held = await worker.heldAs(ids[at]);
        expect(held).toMatchObject({ number: 'V-900', name: record.name });
      }
    },
  },
  {
    title: 'makes a product inactive that is deleted in DUELL, and deletes none',
    needs: takesProducts,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const records = worker.records(2);
      const first = await worker.save(records);
      const [deleted, kept] = records.map((record, at) => ({ ...known(record, first), active: at > 0 }));
      if (!deleted || !kept) throw new Error('There are two of them');

      await expectOneOfEach(worker, [deleted, kept], await worker.save([deleted, kept]));
      const back = { ...deleted, active: true };
      await expectOneOfEach(worker, [back], await worker.save([back]));
    },
  },
  {
    title: 'leaves the category of a product that is there when DUELL names none',
    needs: takesProducts,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const [record] = worker.records(1, { category: 'Hagemøbler' });
      if (!record) throw new Error('There is one');
      const outcomes = await worker.save([record]);

      await worker.save([{ ...known(record, outcomes), category: null }]);

      const held = await worker.heldAs(outcomes.get(record.key)?.erpId);
      if (held) expectAsSent(held, record);
    },
  },
  {
    title: 'makes the categories of all batches at once, and each of them once',
    needs: takesProducts,
    run: async (bench) => {
      const { recordsPerWrite } = bench.adapter.description;
      const worker = RegisterWorker.ofProducts(bench);
      const first = worker.records(recordsPerWrite, { category: 'Hagemøbler' });
      const last = worker.records(1, { category: 'Parasoller' });
      const before = (await worker.registers.writes()).all;

      await expectOneOfEach(worker, [...first, ...last], await worker.save([...first, ...last]));

      const records = Math.ceil((first.length + last.length) / recordsPerWrite);
      expect((await worker.registers.writes()).all - before).toBeLessThanOrEqual(records + 1);
      const more = worker.records(1, { category: 'Parasoller' });
      await expectOneOfEach(worker, more, await worker.save(more));
    },
  },
];
