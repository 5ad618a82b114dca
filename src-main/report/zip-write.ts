/**
 * A small ZIP archive, written in memory. Source: PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and
 * 4.3.16. Names are UTF-8, times are left at the format's first, so that the same content gives the same bytes.
 */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipContent {
  name: string;
  bytes: Uint8Array;
}

const versionNeeded = 20;
const utf8Names = 1 << 11;
/** 1 January 1980. */
const firstDate = 0x21;
const [stored, deflated] = [0, 8];

/** @returns the archive's parts, to be written one after the other */
export function zipParts(contents: readonly ZipContent[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of contents) {
    const packed = deflateRawSync(bytes);
    const isSmaller = packed.length < bytes.length;
    const body = isSmaller ? packed : bytes;
    const nameBytes = Buffer.from(name, 'utf8');
    // What the local header and the directory's have in common, from the version on.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(versionNeeded, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(isSmaller ? deflated : stored, 4);
    common.writeUInt16LE(firstDate, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, nameBytes]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(versionNeeded);
    directory.push(signature(0x02014b50), madeBy, common, entry, nameBytes);
    parts.push(local, body);
    offset += local.length + body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(contents.length, 4);
  end.writeUInt16LE(contents.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return [...parts, listed, signature(0x06054b50), end];
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
