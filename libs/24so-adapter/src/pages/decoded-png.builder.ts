import { crc32, inflateSync } from 'node:zlib';

/** Reads what our PNGs are made of, and throws for what no PNG may be: a second opinion, not our own encoder's. */
export function decodedPng(png: Uint8Array) {
  const view = Buffer.from(png);
  if (view.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw new Error('No PNG signature');
  const chunks = chunksOf(view);
  const chunk = (name: string) => chunks.get(name) ?? Buffer.alloc(0);
  const head = chunk('IHDR');
  const pixels = inflateSync(chunk('IDAT'));
  const [width, height, bits] = [head.readUInt32BE(0), head.readUInt32BE(4), head.readUInt8(8)];
  const rowLength = 1 + Math.ceil((width * bits) / 8);
  if (pixels.length !== rowLength * height) throw new Error(`${pixels.length} bytes of pixels`);
  const rows = Array.from({ length: height }, (_, y) =>
    rowOf(pixels.subarray(y * rowLength, (y + 1) * rowLength), width, bits),
  );
  return {
    ...{ width, height, bits, rows },
    colour: head.readUInt8(9),
    dotsPerMetre: chunk('pHYs').readUInt32BE(0),
    names: [...chunks.keys()],
  };
}

function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    if (png.readUInt32BE(end) !== crc32(png.subarray(at + 4, end))) throw new Error(`Check sum of ${name}`);
    chunks.set(name, png.subarray(at + 8, end));
    at = end + 4;
  }
  return chunks;
}

function rowOf([filter, ...bytes]: Uint8Array, width: number, bits: number): number[] {
  if (filter !== 0) throw new Error(`Filter ${filter}`);
  const pixels = bytes.flatMap((byte) =>
    Array.from({ length: 8 / bits }, (_, index) => (byte >> (8 - bits * (index + 1))) & (2 ** bits - 1)),
  );
  return pixels.slice(0, width);
}
