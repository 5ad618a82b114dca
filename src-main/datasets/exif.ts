/** How the camera was held, from Exif data. Source: Exif 2.3, section 4.6.4. */

const name = 'Exif\0\0';
const orientationTag = 0x0112;

/**
 * The orientation, 1 (upright) to 8, or null when the data names none or is malformed. `bytes`: an APP1 segment of a
 * JPEG, or, with `mayBeBare`, an EXIF chunk of a WebP, which usually leaves the name out.
 */
export function exifOrientation(bytes: Uint8Array, { mayBeBare = false } = {}): number | null {
  const isNamed = String.fromCharCode(...bytes.subarray(0, name.length)) === name;
  if (!isNamed && !mayBeBare) return null;
  const start = isNamed ? name.length : 0;
  if (bytes.length < start + 8) return null;
  const tiff = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
  const littleEndian = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, littleEndian);
  if (directory + 2 > tiff.byteLength) return null;
  const entries = tiff.getUint16(directory, littleEndian);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(entry, littleEndian) !== orientationTag) continue;
    const value = tiff.getUint16(entry + 8, littleEndian);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}
