import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type Ids } from '@accounting/port';

/** What is sealed was sealed by a key that is not here, or for another row, or was changed. */
export class SealBroken extends Error {}

/**
 * Secrets at rest: AES-256-GCM. A sealed text carries the fingerprint of its key, so that keys can be rotated (the
 * first writes, all read), and is bound to its row: copied to another row it does not open.
 */
export class Seal {
  private readonly keys: { fingerprint: string; key: Buffer }[];

  /** @param keys 32 bytes each, in base64; the first one writes. */
  constructor(
    keys: readonly string[],
    private readonly ids: Ids,
  ) {
    this.keys = keys.map((text) => {
      const key = Buffer.from(text, 'base64');
      if (key.length !== 32) throw new RangeError('A secrets key is 32 bytes in base64');
      return { fingerprint: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
    });
    if (this.keys.length === 0) throw new RangeError('At least one secrets key is needed');
  }

  /** @param boundTo names the row and column, for instance `connection/12/3`. */
  seal(secret: string, boundTo: string): string {
    const [writer] = this.keys;
    if (!writer) throw new RangeError('At least one secrets key is needed');
    const nonce = this.ids.random(12);
    const cipher = createCipheriv('aes-256-gcm', writer.key, nonce).setAAD(Buffer.from(boundTo));
    const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${writer.fingerprint}:${sealed.toString('base64')}`;
  }

  /** Throws {@link SealBroken}. */
  open(sealed: string, boundTo: string): string {
    const [fingerprint = '', body = ''] = sealed.split(':');
    const reader = this.keys.find((candidate) => candidate.fingerprint === fingerprint);
    if (!reader) throw new SealBroken(`No secrets key with fingerprint ${fingerprint}`);
    const bytes = Buffer.from(body, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', reader.key, bytes.subarray(0, 12))
        .setAAD(Buffer.from(boundTo))
        .setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SealBroken(`What was sealed for ${boundTo} does not open`, { cause });
    }
  }
}
