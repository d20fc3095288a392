import { type RecordFault } from './faults.js';
import { STRICTER } from './read.js';
import { type ApiException, RecordRefusal } from './record-refusal.js';
import { SoapFault } from './soap.js';
import { type Visit } from './visit.js';

/** Saves one record, checked first, and tells what goes into its echo besides what was sent: its number, mostly. */
export type Save<Sent> = (record: Sent) => object;

/**
 * Saves record after record and echoes them all in their order (fact sheet 3.3 b). One that is refused carries its
 * exception beside what was sent, and no new number; it keeps none of the others from being saved.
 */
export function saveEach<Sent extends object>(
  records: (Sent | undefined)[],
  visit: Visit,
  save: Save<Sent>,
): object[] {
  const all = records.map((record) => {
    if (!record) throw SoapFault.because(`A record is nil. ${STRICTER}`);
    return record;
  });
  return all.map((record, index) => {
    const plan = planFor(record, index, visit);
    if (!plan) return echoOf(record, save);
    if (plan.saved) echoOf(record, save);
    const planned = RecordRefusal.byDatabase('planned for this record', plan.text);
    return { ...record, APIException: planned.exception };
  });
}

/** What is planned for a record, by its place in the call or by a text in it; the latter is used up by this. */
function planFor(
  record: object,
  index: number,
  { failing, books }: Visit,
): Pick<RecordFault, 'text' | 'saved'> | undefined {
  if (failing?.record === index) return failing;
  const texts = Object.values(record).filter((value) => typeof value === 'string');
  return texts.some((text) => books.refusing.delete(text)) ? {} : undefined;
}

function echoOf<Sent extends object>(
  record: Sent,
  save: Save<Sent>,
): object & { APIException?: ApiException } {
  try {
    return { ...record, ...save(record) };
  } catch (error) {
    if (!(error instanceof RecordRefusal)) throw error;
    return { ...record, APIException: error.exception };
  }
}
