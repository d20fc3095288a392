import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type WorkerOrders } from './worker-process.js';

/** Worker processes that are killed and replaced. */
export class WorkerPool {
  private workers: ChildProcess[] = [];
  private readonly complaints: string[] = [];

  constructor(
    private readonly orders: WorkerOrders,
    private readonly size: number,
  ) {}

  async start(): Promise<void> {
    for (let n = 0; n < this.size; n++) this.workers.push(await this.spawn());
  }

  /** The n-th worker dies in the middle of whatever it does, and another one takes its place. */
  async killAndReplace(n: number): Promise<void> {
    const [victim] = this.workers.splice(n, 1);
    if (!victim?.pid) throw new Error(`There is no worker ${n}`);
    process.kill(victim.pid, 'SIGKILL');
    await once(victim, 'exit');
    this.workers.push(await this.spawn());
  }

  /** Asks all to end, and waits for them. */
  async stop(): Promise<void> {
    await Promise.all(
      this.workers.map(async (worker) => {
        if (worker.exitCode !== null) return;
        worker.kill('SIGTERM');
        await once(worker, 'exit');
      }),
    );
  }

  /** What the workers wrote to stderr: nothing, when all is well. */
  get stderr(): string {
    return this.complaints.join('');
  }

  private async spawn(): Promise<ChildProcess> {
    const loader = join(import.meta.dirname, '..', 'support', 'typescript.mjs');
    const program = join(import.meta.dirname, 'worker-process.ts');
    const worker = spawn(process.execPath, ['--import', loader, program, JSON.stringify(this.orders)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    worker.stderr.on('data', (chunk: Buffer) => this.complaints.push(chunk.toString()));
    await Promise.race([once(worker.stdout, 'data'), once(worker, 'exit')]);
    if (worker.exitCode !== null) throw new Error(`The worker did not start: ${this.stderr}`);
    return worker;
  }
}
