import { account } from './account.js';
import { attachment } from './attachment.js';
import { authenticate, OPEN_OPERATIONS } from './authenticate.js';
import { client } from './client.js';
import { type Fault } from './faults.js';
import { rateLimit } from './limits.js';
import { loadService, type Operation, type Service } from './schema.js';
import { emptyResponseXml, faultXml, openRequest, responseXml, SoapFault } from './soap.js';
import { transaction } from './transaction.js';
import { type Handler, Visit } from './visit.js';
import { type World } from './world.js';

export interface Incoming {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** `cut` sends half of its body and then, like `drop`, destroys the connection. */
export type Answer =
  | { kind: 'drop' }
  | { kind: 'full' | 'cut'; status: number; headers: Record<string, string>; body: string };

interface Served extends Service {
  handlers: Record<string, Handler>;
}

/** A readable call by somebody who may make it. */
interface Call {
  service: Served;
  operation: Operation;
  body: Record<string, unknown>;
  visit: Visit;
}

/** One line for each service. A further one is its description in `schema/` and a file of handlers. */
export function loadServices(): Served[] {
  return [
    { ...loadService('authenticate.wsdl'), handlers: authenticate },
    { ...loadService('account.wsdl'), handlers: account },
    { ...loadService('attachment.wsdl'), handlers: attachment },
    { ...loadService('client.wsdl'), handlers: client },
    { ...loadService('transaction.wsdl'), handlers: transaction },
  ];
}

/** Answers requests for the services, as 24SevenOffice's two hosts would. */
export class Dispatcher {
  constructor(
    private readonly world: World,
    private readonly services: Served[] = loadServices(),
  ) {}

  async answer(incoming: Incoming): Promise<Answer> {
    this.world.settle();
    const service = this.services.find(({ path }) => path === incoming.path.toLowerCase());
    if (!service) return html(404, 'The resource cannot be found.');
    if (incoming.method !== 'POST') return html(405, 'The simulator answers POST only.');
    if (!/^text\/xml(;|$)/.test(textHeader(incoming, 'content-type'))) {
      return html(415, 'The simulator speaks SOAP 1.1: Content-Type must be text/xml.');
    }
    const headers: Record<string, string> = {};
    try {
      const call = this.receive(service, incoming, headers);
      return await this.serve(call, headers);
    } catch (error) {
      const fault = error instanceof SoapFault ? error : SoapFault.because(String(error));
      this.record(textHeader(incoming, 'soapaction').replace(/^.*\/|"/g, ''), `refused: ${fault.message}`);
      return xml(500, headers, faultXml(fault));
    }
  }

  /** Reads, counts and admits a call. Nothing that fails here is counted by the fault plan. */
  private receive(service: Served, incoming: Incoming, headers: Record<string, string>): Call {
    const { world } = this;
    if (incoming.body.length > world.limits.maxRequestKb * 1024) {
      throw new SoapFault('soap:Client', 'Maximum request length exceeded.');
    }
    const action = incoming.headers.soapaction;
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(incoming.body);
    const { operation, body } = openRequest(service, typeof action === 'string' ? action : undefined, text);
    const visit = Visit.arrive(world, world.clock.now(), sessionId(textHeader(incoming, 'cookie')));

    const user = visit.hasSession ? visit.session.user.username : usernameIn(body);
    const limit = rateLimit(world.callCounter, world.limits.limitPerHour, user, visit.now);
    Object.assign(headers, limit.headers);
    if (limit.excess) throw limit.excess;

    if (service.name === 'Authenticate') {
      if (!OPEN_OPERATIONS.has(operation.name)) void visit.session;
    } else {
      const missing = visit.books.missingModules.get(service.name);
      if (missing !== undefined) throw SoapFault.because(missing);
    }
    return { service, operation, body, visit };
  }

  /** Carries a call out, or lets happen to it what the fault plan says. */
  private async serve(call: Call, headers: Record<string, string>): Promise<Answer> {
    const { service, operation, visit } = call;
    const fault = this.world.faults.next(operation.name);
    const outcome = fault?.kind ?? 'answered';
    if (fault && isUndone(fault)) {
      this.record(operation.name, outcome);
      return this.undone(fault, call, headers);
    }

    const body = perform(call, visit);
    this.record(operation.name, outcome);
    switch (fault?.kind) {
      case 'dropAfterSaving':
        return { kind: 'drop' };
      case 'html503Saved':
        return html(503, 'The service is unavailable.');
      case 'emptyAnswer':
        return xml(200, headers, '');
      case 'cutOff':
        return { ...xml(200, headers, body), kind: 'cut' };
      case 'absentResultElement':
        return xml(200, headers, emptyResponseXml(service, operation));
      case 'slow':
        await this.world.clock.sleep(fault.ms);
        break;
    }
    return xml(200, { ...headers, ...cookieFor(operation, body) }, body);
  }

  /** The faults under which nothing is done, or nothing yet. */
  private undone(fault: Fault, call: Call, headers: Record<string, string>): Answer {
    const { service, operation, visit } = call;
    const answer = (body: string): Answer => xml(200, headers, body);
    const refusal = (Type: string, Description: string): Answer =>
      answer(responseXml(service, operation, { Type, Description }));
    switch (fault.kind) {
      case 'dropAndSaveLater':
        this.world.late.add(operation.name, new Date(visit.now.getTime() + fault.ms), (at) =>
          lateOutcome(perform, call, at),
        );
        return { kind: 'drop' };
      case 'html503NotSaved':
        return html(503, 'The service is unavailable.');
      case 'expireSession':
        if (visit.hasSession) this.world.sessions.end(visit.session);
        throw SoapFault.because('Session is not authenticated');
      case 'soapFault':
        throw SoapFault.because(fault.text);
      case 'notAuthenticatedInResponse':
        return refusal('NotAuthenticated', 'Session is not authenticated');
      case 'duplicateData':
        return refusal('DuplicateData', 'The voucher is already in use');
      case 'emptyAnswer':
        return answer('');
      case 'cutOff':
        return { ...xml(200, headers, emptyResponseXml(service, operation)), kind: 'cut' };
      case 'absentResultElement':
        return answer(emptyResponseXml(service, operation));
      default:
        return { kind: 'drop' };
    }
  }

  private record(operation: string, outcome: string): void {
    this.world.calls.push({ operation, at: this.world.clock.now(), outcome });
  }
}
