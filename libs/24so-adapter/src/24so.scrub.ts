import { createHash } from 'node:crypto';
import type { Outcome } from './24so.soap.js';

/** Longer bodies are kept as their size and checksum. */
const LONGEST = 32 * 1024;

/** Elements whose content is a secret, whatever it is. */
const SECRET = /(<((?:[\w-]+:)?(?:ApplicationId|Password|LoginResult))(?:\s[^>]*)?>)[^<]*(<\/\2>)/g;

/** A session's cookie, also one that is ours no longer. */
const COOKIE = /(ASP\.NET_SessionId=)[^\s;,"'<&]+/gi;

/** The insides of their servers, which come with every exception (fact sheet 3.3). */
const STACK_TRACE = /(<((?:[\w-]+:)?StackTrace)(?:\s[^>]*)?>)[^<]+(<\/\2>)/g;

/** File content, sent or received. */
const BASE64 = /(<((?:[\w-]+:)?(?:buffer|DownloadChunkResult))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g;

/**
 * A message as the log may keep it: no password, application id or session id, wherever they stand in it; no file
 * contents.
 *
 * @param secrets as they are in the clear
 */
export function scrub(message: string, secrets: string[]): string {
  const clean = withoutSecrets(
    message
      .replace(STACK_TRACE, '$1…$3')
      .replace(
        BASE64,
        (_all, open: string, _name, content: string, close: string) => `${open}${digest(content)}${close}`,
      ),
    secrets,
  );
  return Buffer.byteLength(clean) > LONGEST ? digest(clean) : clean;
}

/**
 * What came of a call without secrets, before anybody judges it or tells of it. Of an answer only what a refusal says:
 * the rest is data, in which a word that happens to be somebody's password must stand.
 */
export function scrubOutcome(outcome: Outcome, secrets: string[]): Outcome {
  const clean = (text: string) => withoutSecrets(text, secrets);
  switch (outcome.is) {
    case 'fault':
      return { is: 'fault', code: clean(outcome.code), text: clean(outcome.text) };
    case 'lost':
    case 'too-large':
    case 'unreadable':
      return { is: outcome.is, why: clean(outcome.why) };
    case 'answer':
      return saysWhyNot(outcome.result)
        ? { is: 'answer', result: withCleanWords(outcome.result, clean) }
        : outcome;
    case 'unsent':
      return outcome;
  }
}

interface Exceptional {
  APIException: { Type?: unknown; Message?: unknown };
}

/** A SaveResponse, or records of which one was not saved. */
function saysWhyNot(result: unknown): result is object {
  if (typeof result !== 'object' || result === null) return false;
  if ('Description' in result && typeof result.Description === 'string') return true;
  return Object.values(result).some((list) => Array.isArray(list) && list.some(isExceptional));
}

function isExceptional(record: unknown): record is Exceptional {
  if (typeof record !== 'object' || record === null || !('APIException' in record)) return false;
  return typeof record.APIException === 'object' && record.APIException !== null;
}

/** Of an exception its type and its words stay, and nothing else. */
function withCleanWords(result: object, clean: (text: string) => string): object {
  const text = (words: unknown) => (typeof words === 'string' ? clean(words) : '');
  const cleanRecord = (record: unknown) => {
    if (!isExceptional(record)) return record;
    const { Type, Message } = record.APIException;
    return { ...record, APIException: { Type: text(Type), Message: text(Message) } };
  };
  return Object.fromEntries(
    Object.entries(result).map(([name, part]: [string, unknown]) => {
      if (name === 'Description') return [name, text(part)];
      return [name, Array.isArray(part) ? part.map(cleanRecord) : part];
    }),
  );
}

function withoutSecrets(text: string, secrets: string[]): string {
  const kept = text.replace(SECRET, '$1***$3').replace(COOKIE, '$1***');
  return secrets.filter(({ length }) => length >= 4).reduce(withoutSecret, kept);
}

/** A fault may echo what it was sent: as it was, or escaped as an element's text, an attribute or an address needs it. */
function withoutSecret(message: string, secret: string): string {
  const inText = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const inAttribute = inText.replaceAll('"', '&quot;').replaceAll("'", '&apos;');
  const forms = [secret, inText, inAttribute, encodeURIComponent(secret.toWellFormed())];
  return forms.reduce((text, form) => text.replaceAll(form, '***'), message);
}

function digest(content: string): string {
  const bytes = Buffer.from(content);
  return `[${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}]`;
}
