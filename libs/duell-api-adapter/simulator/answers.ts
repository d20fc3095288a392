import { type Answer } from '../../accounting-http/simulator/server.js';

export function jsonAnswer(status: number, value: object, headers: Record<string, string> = {}): Answer {
  return {
    kind: 'full',
    status,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
  };
}

/** A page for a browser: the firewall's captcha, or a load balancer's error. */
export function htmlAnswer(status: number, text: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`;
  return { kind: 'full', status, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body };
}

/** `status: false`, as DUELL says no. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly validation?: object,
  ) {
    super(message);
  }
}
