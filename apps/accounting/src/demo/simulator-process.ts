import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';

/** 24SevenOffice, or DUELL's API, played by our simulator in a process of its own: what ships never imports one. */
export class SimulatorProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Where it is driven from behind. */
    readonly url: string,
    /** Where it answers as what it plays. */
    readonly apiUrl: string,
  ) {}

  static async start(adapter: '24so-adapter' | 'duell-api-adapter'): Promise<SimulatorProcess> {
    // Built or not: it stands beside us in the same form.
    const main = `simulator/main${extname(import.meta.filename)}`;
    const program = join(import.meta.dirname, '../../../../libs', adapter, main);
    // Detached: Ctrl-C in the terminal reaches us alone, and we stop it when nobody needs it any more.
    const child = spawn(process.execPath, [...process.execArgv, program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
    if (!Buffer.isBuffer(line)) throw new Error('The simulator did not start');
    const { url, apiUrl = url } = JSON.parse(line.toString()) as { url: string; apiUrl?: string };
    return new SimulatorProcess(child, url, apiUrl);
  }

  /** What a person would see there. */
  async state<State>(): Promise<State> {
    return (await (await fetch(`${this.url}/__state`)).json()) as State;
  }

  /** Does something behind the vendor's back, such as what the accountant does. Answers what came of it. */
  async control<Result = unknown>(action: object): Promise<Result> {
    const response = await fetch(`${this.url}/__control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { result: Result }).result;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}
