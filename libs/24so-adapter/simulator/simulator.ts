import { type Ids, systemClock, systemIds } from '@accounting/port';
import { Control } from './control.js';
import { Dispatcher, loadServices } from './dispatch.js';
import { answerControl } from './remote.js';
import { demoWorld, type WorldSeed } from './seed.js';
import { close, listen, urlOf } from '../../accounting-http/simulator/server.js';
import { type SimulatorClock, World } from './world.js';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  clock?: SimulatorClock;
  ids?: Ids;
  /** Of the randomness behind faults that strike with a probability. */
  seed?: number;
  /** Companies and users at the start; `demoWorld()` when nothing is said. */
  world?: WorldSeed;
}

export interface Simulator {
  /** Stands for both of the vendor's hosts: their paths differ. */
  url: string;
  control: Control;
  stop(): Promise<void>;
}

/** A strict, stateful stand-in for 24SevenOffice's SOAP services on 127.0.0.1. See README.md beside this file. */
export async function startSimulator({
  port = 0,
  clock = systemClock,
  ids = systemIds,
  seed = 1,
  world: worldSeed = demoWorld(),
}: SimulatorOptions = {}): Promise<Simulator> {
  const services = loadServices();
  const operations = services.flatMap((service) => [...service.operations.values()].map(({ name }) => name));
  const world = new World(clock, ids, seed, new Set(operations));
  const control = new Control(world);
  control.addWorld(worldSeed);
  const dispatcher = new Dispatcher(world, services);
  const server = await listen(port, async (incoming) =>
    incoming.path.startsWith('/__') ? answerControl(control, incoming) : dispatcher.answer(incoming),
  );
  return { url: urlOf(server), control, stop: () => close(server) };
}
