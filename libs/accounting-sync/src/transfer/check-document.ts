import { type z } from 'zod';
import { DUELL_ID } from '../department/department.js';
import { AccountingCommandError, type Fault } from './command-error.js';

/** Deeper than this no document of ours goes: what does is no document. */
const DEEPEST = 20;

/** The document as its schema reads it, or `DOCUMENT_INVALID` with the path of each fault. */
export function checkDocument<Schema extends z.ZodType>(
  schema: Schema,
  { clientId, departmentId, document }: { clientId: string; departmentId: string; document: unknown },
): z.output<Schema> {
  const faults: Fault[] = [];
  if (!DUELL_ID.test(clientId))
    faults.push({ path: 'clientId', message: 'Must be 1 to 64 of A-Z a-z 0-9 _ -' });
  if (!DUELL_ID.test(departmentId))
    faults.push({ path: 'departmentId', message: 'Must be 1 to 64 of A-Z a-z 0-9 _ -' });
  if (deeperThan(document, DEEPEST))
    faults.push({ path: '', message: `Is nested more than ${DEEPEST} levels deep` });
  if (faults.length > 0) throw invalid(faults);

  const parsed = schema.safeParse(document);
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(faultsOf));
  return parsed.data;
}

function invalid(faults: Fault[]): AccountingCommandError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new AccountingCommandError(
    'DOCUMENT_INVALID',
    `${first?.path ?? ''}: ${first?.message ?? ''}${more}`,
    { faults },
  );
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = pathText(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: 'Is not a field of this document',
    }));
  return [{ path, message: issue.message }];
}

/** `['sales', 0, 'gross']` → `sales[0].gross`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text ? `${text}.${String(key)}` : String(key);
  }, '');
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((part) => deeperThan(part, levels - 1));
}
