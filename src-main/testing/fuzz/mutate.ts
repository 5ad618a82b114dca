/** Changes to a file such as a bad disk, a cut download or malice makes: from a seeded generator. */
import type { Random } from '../../engine/random.ts';

/** Where length fields go wrong. */
const tellingNumbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 60_000, 0x7fffffff, 0xffffffff];

/** One to four changes. */
export function mutated(original: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(original);
  const changes = 1 + random.below(4);
  for (let i = 0; i < changes && bytes.length > 0; i++) bytes = change(bytes, random);
  return bytes;
}

function change(bytes: Buffer, random: Random): Buffer {
  // Headers are short, and worth half of the changes.
  const reach = random.below(2) === 0 ? Math.min(bytes.length, 64) : bytes.length;
  const at = random.below(reach);
  const value = tellingNumbers[random.below(tellingNumbers.length)];
  switch (random.below(8)) {
    case 0:
      bytes[at] ^= 1 << random.below(8);
      return bytes;
    case 1:
      bytes[at] = random.below(256);
      return bytes;
    case 2:
      if (at + 2 <= bytes.length) bytes.writeUInt16LE(value & 0xffff, at);
      return bytes;
    case 3:
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(value, at);
      return bytes;
    case 4:
      if (at + 4 <= bytes.length) bytes.writeUInt32BE(value, at);
      return bytes;
    case 5:
      return bytes.subarray(0, random.below(bytes.length));
    case 6: {
      const length = 1 + random.below(16);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    }
    default: {
      const part = bytes.subarray(at, at + 1 + random.below(32));
      return Buffer.concat([bytes.subarray(0, at), part, part, bytes.subarray(at)]);
    }
  }
}
