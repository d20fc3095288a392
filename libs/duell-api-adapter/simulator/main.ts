import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type WorldSeed } from './seed.js';
import { startDuellSimulator } from './simulator.js';

/**
 * The simulator as a process of its own, for demos: prints one line of JSON with its address when it listens.
 *
 * @example node main.js --port 0 --seed 7 --world world.json
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string' },
  },
});

const world = values.world ? (JSON.parse(readFileSync(values.world, 'utf8')) as WorldSeed) : undefined;
const simulator = await startDuellSimulator({ port: Number(values.port), seed: Number(values.seed), world });

process.stdout.write(`${JSON.stringify({ url: simulator.url, apiUrl: simulator.apiUrl })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop());
