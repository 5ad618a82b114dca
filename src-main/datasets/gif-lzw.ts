import { UserError } from '../../src-shared/errors.ts';

const longestCode = 12;

/**
 * GIF's variable-length-code LZW (appendix F of GIF89a): `count` palette indices.
 * @throws UserError `image.truncated` when there are fewer, `image.broken` for a code that has no meaning yet
 */
export function expandLzw(
  codes: Uint8Array,
  codeSize: number,
  count: number,
  file: string,
): Uint8Array {
  if (codeSize < 1 || codeSize > 8) throw new UserError('image.broken', { file });
  const clear = 1 << codeSize;
  const end = clear + 1;
  /** A sequence is that of `prefix` and one more index; every prefix is a smaller code, so no chain is endless. */
  const prefix = new Uint16Array(1 << longestCode);
  const last = new Uint8Array(1 << longestCode);
  const lengths = new Uint16Array(1 << longestCode).fill(1);
  for (let i = 0; i < clear; i++) last[i] = i;
  const out = new Uint8Array(count);
  let [written, next, bits, previous] = [0, end + 1, codeSize + 1, -1];
  let [held, heldBits, at] = [0, 0, 0];
  while (written < count) {
    while (heldBits < bits) {
      if (at >= codes.length) throw new UserError('image.truncated', { file });
      held |= codes[at++] << heldBits;
      heldBits += 8;
    }
    const code = held & ((1 << bits) - 1);
    held >>>= bits;
    heldBits -= bits;
    if (code === clear) {
      [next, bits, previous] = [end + 1, codeSize + 1, -1];
      continue;
    }
    if (code === end) throw new UserError('image.truncated', { file });
    if (code > next || (code === next && previous < 0))
      throw new UserError('image.broken', { file });
    // The code that is just being made: the sequence before, and its first index once more.
    const isNew = code === next;
    const length = isNew ? lengths[previous] + 1 : lengths[code];
    let place = written + length - 1;
    let chain = isNew ? previous : code;
    if (isNew) place -= 1;
    for (;;) {
      if (place < count) out[place] = last[chain];
      if (lengths[chain] === 1) break;
      chain = prefix[chain];
      place -= 1;
    }
    const first = last[chain];
    if (isNew && written + length - 1 < count) out[written + length - 1] = first;
    written += length;
    if (previous >= 0 && next < 1 << longestCode) {
      prefix[next] = previous;
      last[next] = first;
      lengths[next] = lengths[previous] + 1;
      next += 1;
      if (next === 1 << bits && bits < longestCode) bits += 1;
    }
    previous = code;
  }
  return out;
}
