import { TextDecoder } from 'node:util';

const LONGEST_DECLARATION = 512;

/**
 * The encodings that tills write: the label of the declaration → what TextDecoder reads it as. Its ISO-8859-1 is
 * windows-1252, the same for everything that is printed.
 */
const ENCODINGS: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  'windows-1252': 'windows-1252',
};

/** Bytes → text, by the mark or the declaration that the file begins with. `refuse` throws. */
export class SafTText {
  private head = Buffer.alloc(0);
  private decoder: TextDecoder | undefined;

  constructor(private readonly refuse: (problem: string) => never) {}

  decode(bytes: Uint8Array): string {
    if (this.decoder) return this.read(this.decoder, bytes);
    this.head = Buffer.concat([this.head, bytes]);
    const isWhole = this.head.includes('?>') || this.head.length >= LONGEST_DECLARATION;
    return isWhole ? this.begin() : '';
  }

  /** What is left at the end. */
  end(): string {
    return (this.decoder ? '' : this.begin()) + (this.decoder ? this.read(this.decoder) : '');
  }

  private begin(): string {
    this.decoder = this.chosen();
    return this.read(this.decoder, this.head);
  }

  private chosen(): TextDecoder {
    const head = this.head.toString('latin1', 0, LONGEST_DECLARATION);
    // Two bytes a character, with or without a mark.
    if (/^(?:\u00fe\u00ff|\u00ff\u00fe|\0<|<\0)/.test(head))
      return this.refuse('Is in UTF-16; write it in UTF-8');
    // Behind a mark of UTF-8 a declaration is not looked for: the mark knows better.
    const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? 'utf-8';
    const label = ENCODINGS[declared.toLowerCase()];
    if (!label) return this.refuse(`Is declared as ${declared}; write it in UTF-8`);
    return new TextDecoder(label, { fatal: true });
  }

  private read(decoder: TextDecoder, bytes?: Uint8Array): string {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (error) {
      if (isUndecodable(error)) return this.refuse(`Holds bytes that are not ${decoder.encoding}`);
      throw error;
    }
  }
}

function isUndecodable(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}
