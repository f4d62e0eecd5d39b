import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MOST_COLOURS = 256;

/**
 * Opaque RGBA pixels → PNG bytes with a palette, a third of the size of true colour for flat drawings.
 * Colours beyond 256 are merged with their nearest by dropping low bits, which only edges of letters show.
 * https://www.w3.org/TR/png-3/
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const { palette, indexes } = index(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 4 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function index(pixels: Uint8Array): { palette: Buffer; indexes: Uint8Array } {
  for (let bits = 0; ; bits += 1) {
    const found = indexWith(pixels, bits);
    if (found) return found;
  }
}

/** The palette when colours that agree but for their last `bits` are one; null when there are still too many. */
function indexWith(
  pixels: Uint8Array,
  bits: number,
): { palette: Buffer; indexes: Uint8Array } | null {
  const colours = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const mask = 0x010101 * ((0xff << bits) & 0xff);
  const indexes = new Uint8Array(colours.length);
  const known = new Map<number, number>();
  const palette: number[] = [];
  let last = -1;
  let lastIndex = 0;
  for (let at = 0; at < colours.length; at += 1) {
    const colour = colours[at] ?? 0;
    if (colour !== last) {
      const key = colour & mask;
      let found = known.get(key);
      if (found === undefined) {
        if (known.size === MOST_COLOURS) return null;
        found = known.size;
        known.set(key, found);
        palette.push(colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff);
      }
      last = colour;
      lastIndex = found;
    }
    indexes[at] = lastIndex;
  }
  return { palette: Buffer.from(palette), indexes };
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
