/**
 * A bundle: one ZIP archive with a run's record, its model and its report, for another Inkling. It may come
 * from anybody, so it is read as if from an enemy: only entries by these names, none larger than it may be,
 * each with its checksum, and nothing of it is a path.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { UserError } from '../../src-shared/errors.ts';
import { maximumParameters } from '../../src-shared/network-size.ts';
import { zipParts } from './zip-write.ts';

const MB = 2 ** 20;
/** What a bundle holds, and how large it can be at most. */
const entries = {
  'run.json': 64 * MB,
  // The largest network that is trained here, and as much again.
  'model.safetensors': 8 * maximumParameters,
  'report.html': 256 * MB,
  // The weights that the run began with, if they were another run's.
  'start.safetensors': 8 * maximumParameters,
  // One's own drawings that the run learnt from, if it did.
  'handwriting.json': 64 * MB,
} as const;
type EntryName = keyof typeof entries;

/** Larger files are not even read. */
export const maximumBundleBytes = Object.values(entries).reduce((sum, bytes) => sum + bytes, MB);

const isEntryName = (name: string): name is EntryName => Object.hasOwn(entries, name);

export interface BundleContent {
  run: Uint8Array;
  model: Uint8Array;
  report: Uint8Array;
  start: Uint8Array | null;
  handwriting: Uint8Array | null;
}

/** @returns the file's parts */
export const bundleParts = ({
  run,
  model,
  report,
  start,
  handwriting,
}: BundleContent): Uint8Array[] =>
  zipParts([
    { name: 'run.json', bytes: run },
    { name: 'model.safetensors', bytes: model },
    { name: 'report.html', bytes: report },
    ...(start ? [{ name: 'start.safetensors', bytes: start }] : []),
    ...(handwriting ? [{ name: 'handwriting.json', bytes: handwriting }] : []),
  ]);

const endBytes = 22;
const maximumComment = 0xffff;
const [centralBytes, localBytes] = [46, 30];
const encrypted = 1;

interface Listed {
  name: EntryName;
  method: number;
  check: number;
  packed: number;
  size: number;
  local: number;
}

/**
 * What a bundle holds; its report is for people, and is not looked at.
 * @param file what messages call it
 * @throws UserError `bundle.notOne`, `bundle.damaged`, `bundle.foreign`, `bundle.missing`, `bundle.tooLarge`
 */
export function readBundle(bytes: Buffer, file: string): Omit<BundleContent, 'report'> {
  const listed = directoryOf(bytes, file);
  const contentOf = (name: EntryName): Uint8Array => {
    const entry = listed.get(name);
    if (!entry) throw new UserError('bundle.missing', { file, part: name });
    return unpack(bytes, entry, file);
  };
  return {
    run: contentOf('run.json'),
    model: contentOf('model.safetensors'),
    start: listed.has('start.safetensors') ? contentOf('start.safetensors') : null,
    handwriting: listed.has('handwriting.json') ? contentOf('handwriting.json') : null,
  };
}

function directoryOf(bytes: Buffer, file: string): Map<EntryName, Listed> {
  const notOne = new UserError('bundle.notOne', { file });
  if (bytes.length < endBytes || bytes.readUInt32LE(0) !== 0x04034b50) throw notOne;
  let end = bytes.length - endBytes;
  const furthest = Math.max(0, end - maximumComment);
  while (end >= furthest && bytes.readUInt32LE(end) !== 0x06054b50) end--;
  if (end < furthest) throw notOne;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const found = new Map<EntryName, Listed>();
  for (let i = 0; i < count; i++) {
    if (at + centralBytes > end || bytes.readUInt32LE(at) !== 0x02014b50) throw notOne;
    const nameBytes = bytes.readUInt16LE(at + 28);
    if (at + centralBytes + nameBytes > end) throw notOne;
    const name = bytes.toString('utf8', at + centralBytes, at + centralBytes + nameBytes);
    // Whatever else an archive may hold, a path upwards among it, is no business of ours. Twice the same is a trick.
    if (!isEntryName(name) || found.has(name))
      throw new UserError('bundle.foreign', { file, part: shown(name) });
    const entry: Listed = {
      name,
      method: bytes.readUInt16LE(at + 10),
      check: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      local: bytes.readUInt32LE(at + 42),
    };
    if ((bytes.readUInt16LE(at + 8) & encrypted) !== 0)
      throw new UserError('bundle.damaged', { file, part: name });
    const maximum = entries[name];
    if (entry.size > maximum)
      throw new UserError('bundle.tooLarge', {
        file,
        part: name,
        maximum: Math.ceil(maximum / MB),
      });
    found.set(name, entry);
    at += centralBytes + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

/** Never more than the directory says, however much is packed in it. */
function unpack(
  bytes: Buffer,
  { name, method, check, packed, size, local }: Listed,
  file: string,
): Uint8Array {
  const damaged = new UserError('bundle.damaged', { file, part: name });
  if (local + localBytes > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) throw damaged;
  const start =
    local + localBytes + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packed > bytes.length) throw damaged;
  const body = bytes.subarray(start, start + packed);
  const content = method === 0 ? body : method === 8 ? inflated(body, size) : null;
  if (content?.length !== size || crc32(content) !== check) throw damaged;
  return content;
}

/** Null when it is broken, or more than it says. */
function inflated(body: Buffer, size: number): Buffer | null {
  try {
    // At least one byte is a limit that zlib takes.
    return inflateRawSync(body, { maxOutputLength: Math.max(1, size) });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return null;
    throw thrown;
  }
}

/** A name from a stranger, short and on one line. */
const shown = (name: string): string =>
  `“${name.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 60)}”`;
