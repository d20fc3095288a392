import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '@accounting/port';

/** The app in a process of its own, run from the sources, as an operator would run it. */
export class AppProcess {
  readonly lines: string[] = [];
  private stderr = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) =>
      this.lines.push(...chunk.toString().split('\n').filter(Boolean)),
    );
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  static launch(env: Record<string, string>): AppProcess {
    const loader = join(import.meta.dirname, 'typescript.mjs');
    const main = join(import.meta.dirname, '../../apps/accounting/src/main.ts');
    const base = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0' };
    return new AppProcess(
      spawn(process.execPath, ['--import', loader, main], {
        env: { ...base, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  /** The address, once it listens. */
  async url(): Promise<string> {
    for (;;) {
      const listening = this.events().find(({ context }) => context === 'Listening');
      if (listening) return /http:\S+/.exec(String(listening.msg))?.[0] ?? '';
      if (this.child.exitCode !== null) throw new Error(`The app ended: ${this.stderr}`);
      await systemClock.sleep(50);
    }
  }

  /** Its log so far: one JSON object a line. */
  events(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves when it has ended by itself, with its exit code and what it said to people. */
  async ended(): Promise<{ code: number | null; said: string }> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    return { code: this.child.exitCode, said: this.stderr };
  }

  async terminate(): Promise<{ code: number | null; said: string }> {
    this.child.kill('SIGTERM');
    return this.ended();
  }
}
