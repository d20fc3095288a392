import { type AccountingAdapter, type AdapterDescription } from '@accounting/port';
import { Refusal } from '../refusal.js';
import { type Fault } from '../transfer/command-error.js';
import { reason } from './connection-reasons.js';

/** The credentials that the adapter describes, all of them and no others. Throws a Refusal that holds none of them. */
export function checkedCredentials(
  { description }: AccountingAdapter,
  given: Record<string, string> | undefined,
): Record<string, string> {
  return checkedFields(description.credentials, given);
}

/** The same for any form. */
export function checkedFields(
  form: AdapterDescription['credentials'],
  given: Record<string, string> | undefined,
): Record<string, string> {
  if (!given)
    throw invalid([{ path: 'credentials', message: 'Is required: none are saved that can be read' }]);
  const known = form.map(({ name }) => name);
  const faults: Fault[] = [
    ...Object.keys(given)
      .filter((name) => !known.includes(name))
      .map((name) => ({ path: `credentials.${name}`, message: `Is none of ${known.join(', ')}` })),
    ...form.flatMap(({ name, maxLength }) => {
      const value = given[name] ?? '';
      if (value === '') return [{ path: `credentials.${name}`, message: 'Is required' }];
      if (value.length > maxLength)
        return [{ path: `credentials.${name}`, message: `Is longer than ${maxLength}` }];
      return [];
    }),
  ];
  if (faults.length > 0) throw invalid(faults);
  return given;
}

function invalid(faults: Fault[]): Refusal {
  return new Refusal('invalid', reason('CREDENTIALS_INVALID'), faults);
}
