import { type Answer } from '../../accounting-http/simulator/server.js';
import { htmlAnswer, xmlAnswer } from './answers.js';
import { type Call, type Outcome, perform, refused } from './call.js';
import { type Fault } from './faults.js';
import { emptyResponseXml, responseXml, SoapFault } from './soap.js';
import { type World } from './world.js';

/** Carries a call out, or lets happen to it what the fault plan says. */
export async function answerCall(call: Call, world: World, headers: Record<string, string>): Promise<Answer> {
  const fault = world.faults.next(call.operation.name);
  const visit = fault?.kind === 'recordFails' ? call.visit.struckBy(fault) : call.visit;
  const done = !fault || isCarriedOut(fault) ? perform(call, visit) : null;
  const outcome = (fault && told(fault, call)) ?? done ?? instead(fault, call, world);
  world.record(call.operation.name, fault ? `${fault.kind}: ${outcome.note}` : outcome.note);
  if (fault?.kind === 'slow') await world.clock.sleep(fault.ms);
  return spoiled(outcome, fault, call, headers);
}

function isCarriedOut(fault: Fault): boolean {
  // Whether "saved" is said of the one record or of the call: the call itself goes through.
  if (fault.kind === 'recordFails') return true;
  if ('saved' in fault) return fault.saved ?? false;
  return ['dropAfterSaving', 'html503Saved', 'slow'].includes(fault.kind);
}

/** What the service says in words of the plan's, whatever it did. */
function told(fault: Fault, { service, operation }: Call): Outcome | null {
  if (fault.kind === 'soapFault') return refused(SoapFault.because(fault.text));
  if (fault.kind !== 'saveResponse') return null;
  const body = responseXml(service, operation, { Type: fault.type, Description: fault.text });
  return { status: 200, headers: {}, body, note: `refused: ${fault.type} ${fault.text}` };
}

/** What comes of a call that is not carried out, or not yet. */
function instead(fault: Fault | undefined, call: Call, world: World): Outcome {
  const { service, operation, visit } = call;
  const answer = (body: string): Outcome => ({ status: 200, headers: {}, body, note: 'nothing done' });
  const refusal = (Type: string, Description: string): Outcome =>
    answer(responseXml(service, operation, { Type, Description }));

  switch (fault?.kind) {
    case 'dropAndSaveLater': {
      const at = new Date(visit.now.getTime() + fault.ms);
      world.late.add(operation.name, at, () => perform(call, visit.at(at)).note);
      return answer('');
    }
    case 'expireSession':
      if (visit.hasSession) world.sessions.end(visit.session);
      return refused(SoapFault.notAuthenticated());
    case 'notAuthenticatedInResponse':
      return refusal('NotAuthenticated', 'Session is not authenticated');
    case 'duplicateData':
      return refusal('DuplicateData', 'The voucher is already in use');
    default:
      return answer(emptyResponseXml(service, operation));
  }
}

/** The answer as it reaches the caller, if it does. */
function spoiled(
  outcome: Outcome,
  fault: Fault | undefined,
  { service, operation }: Call,
  headers: Record<string, string>,
): Answer {
  const whole = xmlAnswer(outcome.status, { ...headers, ...outcome.headers }, outcome.body);
  switch (fault?.kind) {
    case 'dropAfterSaving':
    case 'dropBeforeSaving':
    case 'dropAndSaveLater':
      return { kind: 'drop' };
    case 'html503Saved':
    case 'html503NotSaved':
      return htmlAnswer(503, 'The service is unavailable.');
    case 'emptyAnswer':
      return xmlAnswer(200, headers, '');
    case 'absentResultElement':
      return xmlAnswer(200, headers, emptyResponseXml(service, operation));
    case 'cutOff':
      return { ...whole, kind: 'cut' } as Answer;
    default:
      return whole;
  }
}
