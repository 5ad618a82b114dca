/**
 * What lies in a ZIP archive, stored or deflated, without encryption and below 4 GB: as NumPy writes them.
 * Source: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */
import { open } from 'node:fs/promises';
import { UserError } from '../../../src-shared/errors.ts';
import type { Region } from '../file-stream.ts';
import type { FoundFile } from '../listing.ts';

interface ZipEntry {
  name: string;
  region: Region;
}

const endRecord = { signature: 0x06054b50, bytes: 22 };
const centralHeader = { signature: 0x02014b50, bytes: 46 };
const localHeader = { signature: 0x04034b50, bytes: 30 };
/** The end record may be followed by a comment of this length. */
const maximumComment = 0xffff;
/** Of the list of entries; NumPy's have a handful. Bytes. */
const maximumDirectory = 2 ** 24;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** @throws UserError `arrays.damaged`; a system error */
export async function readZipEntries(file: FoundFile): Promise<ZipEntry[]> {
  const handle = await open(file.path);
  const damaged = new UserError('arrays.damaged', { file: file.relative });
  try {
    const { size } = await handle.stat();
    const readAt = async (position: number, length: number): Promise<Buffer> => {
      if (position < 0 || position + length > size) throw damaged;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      if (bytesRead < length) throw damaged;
      return buffer;
    };
    const tailBytes = Math.min(size, endRecord.bytes + maximumComment);
    const tail = await readAt(size - tailBytes, tailBytes);
    let end = tail.length - endRecord.bytes;
    while (end >= 0 && tail.readUInt32LE(end) !== endRecord.signature) end--;
    if (end < 0) throw damaged;
    const count = tail.readUInt16LE(end + 10);
    const directoryBytes = tail.readUInt32LE(end + 12);
    if (directoryBytes > maximumDirectory) throw damaged;
    const directory = await readAt(tail.readUInt32LE(end + 16), directoryBytes);

    const entries: ZipEntry[] = [];
    let at = 0;
    for (let i = 0; i < count; i++) {
      if (at + centralHeader.bytes > directory.length) throw damaged;
      if (directory.readUInt32LE(at) !== centralHeader.signature) throw damaged;
      const method = directory.readUInt16LE(at + 10);
      const packedBytes = directory.readUInt32LE(at + 20);
      const nameBytes = directory.readUInt16LE(at + 28);
      const more = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
      const local = directory.readUInt32LE(at + 42);
      const name = directory.toString('utf8', at + 46, at + 46 + nameBytes);
      at += centralHeader.bytes + nameBytes + more;
      // Name and extra field are repeated before the data, not always with the same lengths.
      const header = await readAt(local, localHeader.bytes);
      if (header.readUInt32LE(0) !== localHeader.signature) throw damaged;
      const start = local + localHeader.bytes + header.readUInt16LE(26) + header.readUInt16LE(28);
      if (start + packedBytes > size || (method !== 0 && method !== 8)) throw damaged;
      const packing = method === 8 ? 'deflate' : null;
      entries.push({ name, region: { start, end: start + packedBytes, packing } });
    }
    return entries;
  } finally {
    await handle.close();
  }
}
