import { readFields, XSI } from './read.js';
import { type Operation, type Service } from './schema.js';
import { writeFields } from './write.js';
import { escapeXml, parseXml, XmlError, type XmlElement } from './xml.js';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A refusal in SOAP's own form: HTTP 500, a code that says whose fault it is, and a text (fact sheet 3.3 a). */
export class SoapFault extends Error {
  constructor(
    readonly code: 'soap:Client' | 'soap:Server',
    text: string,
  ) {
    super(text);
  }

  /** The service understood the call and would not do it. */
  static because(reason: string): SoapFault {
    return new SoapFault('soap:Server', `Server was unable to process request. ---> ${reason}`);
  }

  /** No session, or none any more: it comes before any work (fact sheet 3.1). */
  static notAuthenticated(): SoapFault {
    return SoapFault.because('Session is not authenticated');
  }

  /** The service could not read the call: a mistake of the caller's. */
  static unreadable(line: number, column: number, reason: string): SoapFault {
    const place = `There is an error in XML document (${line}, ${column}).`;
    return new SoapFault('soap:Client', `Server was unable to read request. ---> ${place} ---> ${reason}`);
  }

  static unknownAction(action: string): SoapFault {
    const text = `Server did not recognize the value of HTTP Header SOAPAction: ${action}.`;
    return new SoapFault('soap:Client', text);
  }
}

export interface Request {
  operation: Operation;
  /** The argument elements, read and checked against the schema. */
  body: Record<string, unknown>;
}

/** Path, SOAPAction, body element and namespace must name the same operation (fact sheet 6.1). */
export function openRequest(service: Service, soapAction: string | undefined, xml: string): Request {
  const action = /^"(.*)"$/.exec(soapAction ?? '')?.[1];
  const operation = service.operations.get(action ?? '');
  if (!operation) throw SoapFault.unknownAction(action ?? soapAction ?? '');
  try {
    const element = bodyElement(parseXml(xml));
    if (element.local !== operation.name || element.uri !== service.namespace) {
      throw SoapFault.unknownAction(`${action ?? ''} (the body holds {${element.uri}}${element.local})`);
    }
    return { operation, body: readFields(element, operation.input, service.shapes) };
  } catch (error) {
    if (error instanceof XmlError) throw SoapFault.unreadable(error.line, error.column, error.message);
    throw error;
  }
}

function bodyElement(root: XmlElement): XmlElement {
  const bodies = root.children.filter((child) => child.local === 'Body' && child.uri === ENVELOPE);
  const element = bodies[0]?.children[0];
  if (root.local !== 'Envelope' || root.uri !== ENVELOPE || bodies.length !== 1 || !element) {
    throw new XmlError(root.line, root.column, 'Not a SOAP 1.1 envelope with one operation in its body.');
  }
  return element;
}

/** `result` is the content of the `…Result` element; an operation without one answers an empty wrapper. */
export function responseXml(service: Service, operation: Operation, result: unknown): string {
  const name = `${operation.name}Response`;
  const value = operation.output.length > 0 ? { [`${operation.name}Result`]: result } : {};
  const content = writeFields(value, operation.output, service.shapes);
  return envelope(`<${name} xmlns="${service.namespace}"${content ? `>${content}</${name}>` : ' />'}`);
}

/** The wrapper alone: what is left when the service forgets to answer (fact sheet 3.3 e). */
export function emptyResponseXml(service: Service, operation: Operation): string {
  return envelope(`<${operation.name}Response xmlns="${service.namespace}" />`);
}

export function faultXml(fault: SoapFault): string {
  const text = escapeXml(fault.message);
  const content = `<faultcode>${fault.code}</faultcode><faultstring>${text}</faultstring><detail />`;
  return envelope(`<soap:Fault>${content}</soap:Fault>`);
}

function envelope(content: string): string {
  const namespaces = `xmlns:soap="${ENVELOPE}" xmlns:xsi="${XSI}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`;
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope ${namespaces}><soap:Body>${content}</soap:Body></soap:Envelope>`;
}
