import { type Answer } from '../../accounting-http/simulator/server.js';

export function xmlAnswer(status: number, headers: Record<string, string>, body: string): Answer {
  return { kind: 'full', status, headers: { ...headers, 'Content-Type': 'text/xml; charset=utf-8' }, body };
}

/** An error page as the web server in front of the service sends it (fact sheet 3.3). */
export function htmlAnswer(status: number, text: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`;
  return { kind: 'full', status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}
