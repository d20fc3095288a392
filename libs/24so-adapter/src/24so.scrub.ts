import { createHash } from 'node:crypto';

/** Longer bodies are kept as their size and checksum. */
const LONGEST = 32 * 1024;

/** Elements whose content is a secret, whatever it is. */
const SECRET = /(<((?:[\w-]+:)?(?:ApplicationId|Password|LoginResult))(?:\s[^>]*)?>)[^<]*(<\/\2>)/g;

/** File content, sent or received. */
const BASE64 = /(<((?:[\w-]+:)?(?:buffer|DownloadChunkResult))(?:\s[^>]*)?>)([^<]*)(<\/\2>)/g;

/**
 * A message as the log may keep it: no password, application id or session id, wherever they stand in it; no file
 * contents.
 *
 * @param secrets as they are in the clear
 */
export function scrub(message: string, secrets: string[]): string {
  const kept = message
    .replace(
      BASE64,
      (_all, open: string, _name, content: string, close: string) => `${open}${digest(content)}${close}`,
    )
    .replace(SECRET, '$1***$3');
  const clean = secrets.filter(({ length }) => length >= 4).reduce(withoutSecret, kept);
  return Buffer.byteLength(clean) > LONGEST ? digest(clean) : clean;
}

/** A fault may echo what it was sent: as it was, or escaped as an element's text or as an attribute needs it. */
function withoutSecret(message: string, secret: string): string {
  const inText = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const inAttribute = inText.replaceAll('"', '&quot;').replaceAll("'", '&apos;');
  return [secret, inText, inAttribute].reduce((text, form) => text.replaceAll(form, '***'), message);
}

function digest(content: string): string {
  const bytes = Buffer.from(content);
  return `[${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}]`;
}
