import { type Ids, systemClock, systemIds } from '@accounting/port';
import { Control } from './control.js';
import { respond } from './dispatch.js';
import { answerControl } from './remote.js';
import { demoWorld, type WorldSeed } from './seed.js';
import { close, listen, urlOf } from '../../accounting-http/simulator/server.js';
import { type SimulatorClock, World } from './world.js';

export interface DuellSimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  clock?: SimulatorClock;
  ids?: Ids;
  /** Of the randomness behind faults that strike with a probability. */
  seed?: number;
  /** Clients at the start; `demoWorld()` when nothing is said. */
  world?: WorldSeed;
}

export interface DuellSimulator {
  /** `/__state` and `/__control` stand below it. */
  url: string;
  /** What an adapter is given: `url` with `/v1`. */
  apiUrl: string;
  control: Control;
  stop(): Promise<void>;
}

/** A strict, stateful stand-in for DUELL's HTTP API on 127.0.0.1. See README.md beside this file. */
export async function startDuellSimulator({
  port = 0,
  clock = systemClock,
  ids = systemIds,
  seed = 1,
  world: worldSeed = demoWorld(),
}: DuellSimulatorOptions = {}): Promise<DuellSimulator> {
  const world = new World(clock, ids, seed);
  const control = new Control(world);
  control.addWorld(worldSeed);
  const server = await listen(port, async (incoming) =>
    incoming.path.startsWith('/__') ? answerControl(control, incoming) : respond(world, incoming),
  );
  const url = urlOf(server);
  return { url, apiUrl: `${url}/v1`, control, stop: () => close(server) };
}
