import { type Fault, pathText } from '@accounting/sync';

/** Deeper than this nothing of ours goes. */
const DEEPEST = 20;

/** What no schema looks at, and no database takes: nesting without end, NUL, half characters. The first is enough. */
export function textFaults(value: unknown): Fault[] {
  const fault = firstFault(value, []);
  return fault ? [fault] : [];
}

function firstFault(value: unknown, path: PropertyKey[]): Fault | null {
  if (typeof value === 'string') return faultOfText(value, path);
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= DEEPEST) return { path: '', message: `Is nested more than ${DEEPEST} levels deep` };
  for (const [key, part] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const fault = faultOfText(key, path) ?? firstFault(part, at);
    if (fault) return fault;
  }
  return null;
}

function faultOfText(text: string, path: PropertyKey[]): Fault | null {
  if (text.includes('\0')) return { path: pathText(path), message: 'Holds a NUL character' };
  if (!text.isWellFormed())
    return { path: pathText(path), message: 'Holds half a character (a lone surrogate)' };
  return null;
}
