import { createHash } from 'node:crypto';
import type { Outcome } from './duell.answers.js';

/** Longer bodies are kept as their size and checksum: a page of a list is data, and no message. */
const LONGEST = 32 * 1024;

/** Fields whose content is a secret, whatever it is: in JSON, and in a form or an address. */
const IN_JSON =
  /("(?:client_token|token|access_token|api_token|department_token)"\s*:\s*")(?:[^"\\]|\\.)*(")/g;
const IN_FORM = /((?:^|[?&\s])(?:client_token|token|department|department_token)=)[^&\s]*/g;
/** A bearer, also one that is ours no longer. */
const BEARER = /(Bearer\s+)[^\s"',;]+/gi;
const JWT = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/g;

/**
 * A message as the log may keep it: no client token, bearer or department token, wherever they stand in it.
 *
 * @param secrets as they are in the clear
 */
export function scrub(message: string, secrets: Iterable<string>): string {
  const clean = withoutSecrets(message, secrets);
  return Buffer.byteLength(clean) > LONGEST ? digest(clean) : clean;
}

/** What came of a call without secrets, before anybody judges it or tells of it. An answer is data, and stays. */
export function scrubOutcome(outcome: Outcome, secrets: Iterable<string>): Outcome {
  switch (outcome.is) {
    case 'refused':
    case 'logged-out':
      return { ...outcome, text: withoutSecrets(outcome.text, secrets) };
    case 'unreadable':
    case 'lost':
      return { ...outcome, why: withoutSecrets(outcome.why, secrets) };
    default:
      return outcome;
  }
}

function withoutSecrets(text: string, secrets: Iterable<string>): string {
  const kept = text
    .replace(IN_JSON, '$1***$2')
    .replace(IN_FORM, '$1***')
    .replace(BEARER, '$1***')
    .replace(JWT, '***');
  return [...secrets].filter(({ length }) => length >= 4).reduce(withoutSecret, kept);
}

/** A refusal may echo what it was sent: as it was, or as JSON, a form or an address needs it. */
function withoutSecret(message: string, secret: string): string {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  const forms = [
    secret,
    inJson,
    inJson.replaceAll('/', '\\/'),
    inForm,
    encodeURIComponent(secret.toWellFormed()),
  ];
  return forms.reduce((text, form) => text.replaceAll(form, '***'), message);
}

function digest(content: string): string {
  const bytes = Buffer.from(content);
  return `[${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}]`;
}
