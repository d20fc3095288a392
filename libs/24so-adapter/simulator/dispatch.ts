import { type Answer, type Incoming } from '../../accounting-http/simulator/server.js';
import { account } from './account.js';
import { htmlAnswer, xmlAnswer } from './answers.js';
import { attachment } from './attachment.js';
import { authenticate, OPEN_OPERATIONS } from './authenticate.js';
import { type Call, refused, type Served } from './call.js';
import { client } from './client.js';
import { crm } from './crm.js';
import { invoice } from './invoice.js';
import { rateLimit } from './limits.js';
import { answerCall } from './mishaps.js';
import { product } from './product.js';
import { loadService } from './schema.js';
import { openRequest, SoapFault } from './soap.js';
import { transaction } from './transaction.js';
import { Visit } from './visit.js';
import { type World } from './world.js';

/** One line for each service. A further one is its description in `schema/`, and a file of handlers. */
export function loadServices(): Served[] {
  return [
    { ...loadService('authenticate.wsdl'), handlers: authenticate },
    { ...loadService('account.wsdl'), handlers: account },
    { ...loadService('attachment.wsdl'), handlers: attachment },
    { ...loadService('client.wsdl'), handlers: client },
    { ...loadService('company.wsdl'), handlers: crm },
    { ...loadService('invoice.wsdl'), handlers: invoice },
    { ...loadService('product.wsdl'), handlers: product },
    { ...loadService('transaction.wsdl'), handlers: transaction },
  ];
}

/** Answers requests for the services, as 24SevenOffice's two hosts would. */
export class Dispatcher {
  constructor(
    private readonly world: World,
    private readonly services: Served[],
  ) {}

  async answer(incoming: Incoming): Promise<Answer> {
    this.world.settle();
    const service = this.services.find(({ path }) => path === incoming.path.toLowerCase());
    if (!service) return htmlAnswer(404, 'The resource cannot be found.');
    if (incoming.method !== 'POST') return htmlAnswer(405, 'The simulator answers POST only.');
    if (!/^text\/xml(;|$)/.test(header(incoming, 'content-type') ?? '')) {
      return htmlAnswer(415, 'The simulator speaks SOAP 1.1: Content-Type must be text/xml.');
    }
    const headers: Record<string, string> = {};
    try {
      return await answerCall(this.#receive(service, incoming, headers), this.world, headers);
    } catch (error) {
      const fault = error instanceof SoapFault ? error : SoapFault.because(String(error));
      const outcome = refused(fault);
      this.world.record(header(incoming, 'soapaction')?.replace(/^.*\/|"/g, '') ?? '', outcome.note);
      return xmlAnswer(outcome.status, headers, outcome.body);
    }
  }

  /** Reads, counts and admits a call. What fails here is not counted by the fault plan. */
  #receive(service: Served, incoming: Incoming, headers: Record<string, string>): Call {
    const { world } = this;
    if (incoming.body.length > world.limits.maxRequestKb * 1024) {
      throw new SoapFault('soap:Client', 'Maximum request length exceeded.');
    }
    const { operation, body } = openRequest(
      service,
      header(incoming, 'soapaction'),
      incoming.body.toString(),
    );
    const visit = Visit.arrive(world, world.clock.now(), sessionId(header(incoming, 'cookie')));

    const user = visit.hasSession ? visit.session.user.username : usernameIn(body);
    const limit = rateLimit(world.callCounter, world.limits.limitPerHour, user, visit.now);
    Object.assign(headers, limit.headers);
    if (limit.excess) throw limit.excess;

    admit(visit, service.name, operation.name);
    return { service, operation, body, visit };
  }
}

/** Who may call: anybody for some, a session for the rest, rights to the module for a company's books. */
function admit(visit: Visit, service: string, operation: string): void {
  if (OPEN_OPERATIONS.has(operation)) return;
  if (!visit.hasSession) throw SoapFault.notAuthenticated();
  if (service === 'Authenticate') return;
  const missing = visit.books.missingModules.get(service);
  if (missing !== undefined) throw SoapFault.because(missing);
}

function header({ headers }: Incoming, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The cookie's name is spelt with a dot and three capitals, or it is not seen (fact sheet 3.1). */
function sessionId(cookies: string | undefined): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === 'ASP.NET_SessionId')?.[1];
}

function usernameIn(body: Record<string, unknown>): string | undefined {
  return (body.credential as { Username?: string } | undefined)?.Username;
}
