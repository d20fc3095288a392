import { readFileSync } from 'node:fs';

/**
 * When process `pid` began, in ticks since boot: with the pid it names a process for good, although pids are used
 * again. '' when the system does not tell (no /proc), `undefined` when the process has ended.
 */
export function processStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 2 is the name in parentheses and may hold anything, so the fields are counted from its end, from 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, though nobody has collected it: in a container without an init nobody ever does.
    return fields[0] === 'Z' ? undefined : (fields[22 - 3] ?? '');
  } catch {
    return '';
  }
}

/** Whether the process that began at `start` still runs. Where start times are unknown the pid decides alone. */
export function stillRuns(pid: number, start: string): boolean {
  const now = processStart(pid);
  return now !== undefined && (now === start || now === '' || start === '');
}
