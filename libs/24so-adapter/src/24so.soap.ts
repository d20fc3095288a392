import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AnswerTooLarge, carry, NoAnswer, type Carried } from '@accounting/http';
import { createClientAsync, type Client, type IHttpClient, type SoapMethodAsync } from 'soap';
import {
  SERVICE_OF,
  WITHOUT_RESULT,
  type Args,
  type OperationName,
  type ServiceName,
} from './24so.operations.js';

/** What came of a call, before anybody judges it. */
export type Outcome =
  /** `result` is undefined when the answer came without its result element. */
  | { is: 'answer'; result: unknown }
  | { is: 'fault'; code: string; text: string }
  /** Something came that is not an answer: HTML, nothing, half of one. */
  | { is: 'unreadable'; why: string }
  /** It answered, with more than is read. */
  | { is: 'too-large'; why: string }
  /** It was sent, and nothing came. */
  | { is: 'lost'; why: string }
  /** Not a byte was sent. */
  | { is: 'unsent'; cause: unknown };

/** A call on its way. */
export interface Carriage {
  cookie?: string | undefined;
  timeoutMs: number;
  /** In bytes; a larger answer is not read. */
  largestAnswer?: number | undefined;
  /** Called right before the first byte is written; throws to hold it back. */
  beforeWriting: () => void;
}

export interface Exchanged {
  outcome: Outcome;
  /** As it was on the wire, secrets and all. */
  request: string;
  response: string | null;
  headers: Carried['headers'];
}

/** Deeper than any type of theirs; what is nested further was made to break a reader. */
const DEEPEST = 50;

const asText = (text: string) => text;

/** The services, spoken through the `soap` package from our own descriptions of them. */
export class SoapServices {
  private readonly clients = new Map<ServiceName, Promise<Client>>();

  constructor(private readonly urls: { apiUrl: string; webservicesUrl: string }) {}

  async call<Name extends OperationName>(
    operation: Name,
    args: Args<Name>,
    how: Carriage,
  ): Promise<Exchanged> {
    const client = await this.client(SERVICE_OF[operation]);
    const method = client[`${operation}Async`] as SoapMethodAsync;
    const parcel: Parcel = { how, request: '', carried: null };
    const outcome = await method(args, { parcel }).then(
      ([result, raw]: [unknown, unknown, ...unknown[]]) => answered(operation, result, raw, parcel),
      (error: unknown) => failed(error, parcel),
    );
    const { request, carried } = parcel;
    return { outcome, request, response: carried?.body ?? null, headers: carried?.headers ?? {} };
  }

  private client(service: ServiceName): Promise<Client> {
    const made = this.clients.get(service) ?? this.createClient(service);
    this.clients.set(service, made);
    return made;
  }

  private async createClient(service: ServiceName): Promise<Client> {
    const client = await createClientAsync(join(schemaFolder(), `${service}.wsdl`), {
      httpClient: carrier,
      // The package's cache would give the options of the first client to all later ones.
      disableCache: true,
      handleNilAsNull: true,
      // Its own readers make floats and dates of the process's time zone.
      customDeserializer: { decimal: asText, long: asText, dateTime: asText, date: asText },
    });
    client.setEndpoint(this.endpoint(client));
    return client;
  }

  /** The path stays as the vendor has it; only scheme and host change. */
  private endpoint({ wsdl }: Client): string {
    const [service] = Object.values(
      wsdl.definitions.services as Record<string, { ports: Record<string, { location: string }> }>,
    );
    const [port] = Object.values(service?.ports ?? {});
    const { hostname, pathname } = new URL(port?.location ?? '');
    const { apiUrl, webservicesUrl } = this.urls;
    return new URL(pathname, hostname.startsWith('webservices.') ? webservicesUrl : apiUrl).href;
  }
}

/** Rides through the soap package with one call: `lastRequest` and the like belong to the client, and mix up calls. */
interface Parcel {
  how: Carriage;
  request: string;
  carried: Carried | null;
}

/** What the soap package calls to send. */
const carrier = {
  async request(
    url: string,
    envelope: string,
    callback: (error: unknown, response?: object, body?: string) => void,
    headers: Record<string, string>,
    { parcel }: { parcel: Parcel },
  ) {
    parcel.request = envelope;
    const { cookie, ...how } = parcel.how;
    const sent = { ...headers, ...(cookie === undefined ? {} : { Cookie: cookie }) };
    try {
      parcel.carried = await carry({ method: 'POST', url, headers: sent, body: envelope, ...how });
      refuseWhatIsNoAnswer(parcel.carried);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, { status: 200, headers: {} }, parcel.carried.body);
  },
} as unknown as IHttpClient;

class Unreadable extends Error {}

function refuseWhatIsNoAnswer({ status, headers, body }: Carried): void {
  const type = headers['content-type'];
  const isXml = typeof type === 'string' && /^(text|application)\/(soap\+)?xml\b/.test(type);
  if (!isXml) throw new Unreadable(`HTTP ${status} with ${type?.toString() ?? 'no content type'}`);
  if (body.trim() === '') throw new Unreadable(`HTTP ${status} without a body`);
  if (/<!DOCTYPE/i.test(body)) throw new Unreadable('XML with a document type');
  if (depthOf(body) > DEEPEST) throw new Unreadable('XML that is nested too deeply');
}

/** How deep elements are nested. Enough for a limit: it need not be a parser. */
function depthOf(xml: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of xml.matchAll(/<[^!?][^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) deepest = Math.max(deepest, ++depth);
  }
  return deepest;
}

/** The package makes `{}` of an empty answer, and an object of any XML: only the wrapper's own name is believed. */
function answered(operation: OperationName, result: unknown, raw: unknown, { carried }: Parcel): Outcome {
  const wrapper = new RegExp(`<(?:[\\w-]+:)?${operation}Response[\\s/>]`);
  if (!wrapper.test(String(raw))) return { is: 'unreadable', why: `No ${operation}Response in the answer` };
  if (carried && carried.status !== 200)
    return { is: 'unreadable', why: `HTTP ${carried.status} with an answer` };
  if (WITHOUT_RESULT.has(operation)) return { is: 'answer', result: null };
  const fields = (result ?? {}) as Record<string, unknown>;
  return { is: 'answer', result: fields[`${operation}Result`] };
}

/** Errors come as an Error with the parsed fault, as an Error of ours, or as a plain object for broken XML. */
function failed(error: unknown, { carried }: Parcel): Outcome {
  if (error instanceof AnswerTooLarge) return { is: 'too-large', why: error.message };
  if (error instanceof NoAnswer) {
    return error.written ? { is: 'lost', why: error.message } : { is: 'unsent', cause: error.cause };
  }
  if (error instanceof Unreadable) return { is: 'unreadable', why: error.message };
  if (!carried) return { is: 'unsent', cause: error };
  return faultIn(error) ?? { is: 'unreadable', why: `HTTP ${carried.status} with XML that cannot be read` };
}

interface FaultElement {
  faultcode?: unknown;
  faultstring?: unknown;
  Code?: { Value?: unknown };
  Reason?: { Text?: unknown };
}

function faultIn(error: unknown): Outcome | null {
  if (!(error instanceof Error) || !('root' in error)) return null;
  const root = error.root as { Envelope?: { Body?: { Fault?: FaultElement } } } | null;
  const fault = root?.Envelope?.Body?.Fault;
  if (!fault) return null;
  const code = textOf(fault.faultcode ?? fault.Code?.Value);
  return { is: 'fault', code, text: textOf(fault.faultstring ?? fault.Reason?.Text) };
}

/** An element with attributes, such as `xml:lang`, comes as an object. */
function textOf(value: unknown): string {
  const text = typeof value === 'object' && value !== null && '$value' in value ? value.$value : value;
  return typeof text === 'string' ? text : '';
}

/** Beside this folder in the sources; in a build beside it when copied there, else in the sources above it. */
function schemaFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    for (const candidate of [join(folder, 'schema'), join(folder, 'libs/24so-adapter/schema')]) {
      if (existsSync(join(candidate, 'account.wsdl'))) return candidate;
    }
  }
  throw new Error(`No schema folder of the 24SevenOffice adapter above ${import.meta.dirname}`);
}
