import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { type Kind } from './transfer.js';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

export interface Identity {
  clientId: string;
  departmentId: string;
  kind: Kind;
  /** The Z number, or DUELL's id of the document. */
  documentId: string;
}

/**
 * Finds a document again in the accounting system, whatever its revision: 12 characters (60 bits) of Crockford's
 * base32 of the SHA-256 of `client/department/kind/number`. Derived, so that a re-run makes the same one; and of no
 * database id, so that it outlives the database.
 */
export function markerOf({ clientId, departmentId, kind, documentId }: Identity): string {
  const hash = createHash('sha256').update(`${clientId}/${departmentId}/${kind}/${documentId}`).digest();
  let bits = hash.readBigUInt64BE() >> 4n;
  let marker = '';
  for (let i = 0; i < 12; i++, bits >>= 5n) marker = CROCKFORD.charAt(Number(bits & 31n)) + marker;
  return marker;
}

/** SHA-256, hex, of a value as canonical JSON: the same content has the same hash, in whatever order it came. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
