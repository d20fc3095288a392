import type { BooksTraits, PortScenario } from './bench.js';
import { expectOneOfEach } from './expectations-registers.js';
import { known, RegisterWorker } from './register-worker.js';
import { takesProducts } from './scenarios-registers.js';

const writesStock = (traits: BooksTraits) =>
  takesProducts(traits) && traits.description.capabilities.stockWrite;

export const stocking: PortScenario[] = [
  {
    title: 'sets the stock of a product, of a new one too, to what DUELL has, with its decimals',
    needs: writesStock,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const records = [...worker.records(1, { stock: '12' }), ...worker.records(1, { stock: '2.75' })];

      const outcomes = await worker.save(records);
      await expectOneOfEach(worker, records, outcomes);

      const fewer = records.map((record) => ({ ...known(record, outcomes), stock: '1' }));
      await expectOneOfEach(worker, fewer, await worker.save(fewer));
    },
  },
  {
    title: 'sets the stock only where it is another',
    needs: writesStock,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const records = worker.records(3, { stock: '12' });
      const outcomes = await worker.save(records);
      const before = (await worker.registers.writes()).stock;
      const same = records.map((record, at) => ({
        ...known(record, outcomes),
        stock: at === 1 ? '11' : '12.0',
      }));

      await expectOneOfEach(worker, same, await worker.save(same));

      expect((await worker.registers.writes()).stock - before).toBe(1);
    },
  },
  {
    title: 'sends nothing but the stock where all else stands as it was sent',
    needs: writesStock,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const records = worker.records(2, { stock: '12' });
      const outcomes = await worker.save(records);
      const before = await worker.registers.writes();
      const counted = records.map((record) => ({ ...known(record, outcomes), stock: '7', onlyStock: true }));

      await expectOneOfEach(worker, counted, await worker.save(counted));

      const after = await worker.registers.writes();
      expect({ all: after.all - before.all, stock: after.stock - before.stock }).toEqual({
        all: 2,
        stock: 2,
      });
    },
  },
  {
    title: 'never touches the stock of a product of which DUELL says nothing',
    needs: writesStock,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const records = worker.records(2, { stock: '12' });
      const outcomes = await worker.save(records);
      const before = (await worker.registers.writes()).stock;

      await worker.save(records.map((record) => ({ ...known(record, outcomes), stock: null })));
      await worker.save(worker.records(1));

      expect((await worker.registers.writes()).stock).toBe(before);
      await expectOneOfEach(worker, records, outcomes);
    },
  },
  {
    title: 'tells the id of a product that is saved though its stock could not be set',
    needs: writesStock,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const step = (await worker.stepsOf(worker.records(1, { stock: '12' }))).at(-1);
      const records = worker.records(1, { stock: '12' });
      let armed = true;
      const journal = worker.journal({
        beforeSend: async (name) => {
          if (armed && name === step) await bench.goDown();
          armed &&= name !== step;
        },
      });

      const outcomes = await worker.save(records, journal);
      await bench.comeBack();

      for (const record of records) {
        const [held] = await worker.held(record);
        expect(outcomes.get(record.key)).toMatchObject({ erpId: held?.id, failed: { next: 'retry' } });
      }
      await expectOneOfEach(worker, records, await worker.saveToTheEnd(records, journal));
    },
  },
];
