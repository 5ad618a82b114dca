/** Which character each code in the file names of Chinese MNIST means. */
import { open } from 'node:fs/promises';
import { isSystemError } from '../file-errors.ts';
import type { FoundFile, Listing } from '../listing.ts';

/** As its authors publish it: code 1 is 零 (0), 11 is 十 (10), 15 is 亿 (100,000,000). */
export const chineseCodes: ReadonlyMap<number, string> = new Map(
  [...'零一二三四五六七八九十百千万亿'].map((character, i) => [i + 1, character]),
);

interface CodeTable {
  file: FoundFile;
  characters: ReadonlyMap<number, string>;
}

/** The whole table of the original has 300 kB. Bytes. */
const maximumBytes = 2 ** 24;

/** The first CSV file beside the images, or beside the folders around them, with the columns `code` and `character`. */
export async function findCodeTable(listing: Listing): Promise<CodeTable | null> {
  for (const file of listing.files) {
    if (!/\.csv$/i.test(file.name)) continue;
    const characters = readCodes(await readText(file));
    if (characters) return { file, characters };
  }
  return listing.wrapper ? findCodeTable(listing.wrapper) : null;
}

/** Empty when it cannot be read: the published codes serve as well. */
async function readText({ path }: FoundFile): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      return size > maximumBytes ? '' : await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isSystemError(error)) return '';
    throw error;
  }
}

function readCodes(text: string): Map<number, string> | null {
  const [first, ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = first.split(',').map(bare);
  const code = header.indexOf('code');
  const character = header.indexOf('character');
  if (code < 0 || character < 0) return null;
  const characters = new Map<number, string>();
  for (const row of rows) {
    const fields = row.split(',');
    const number = bare(fields[code] ?? '');
    // As many rows as images, which say the same again and again.
    if (!/^\d+$/.test(number) || characters.has(Number(number))) continue;
    const name = bare(fields[character] ?? '');
    // A table that was saved in another encoding has lost its characters.
    if (name !== '' && !/[?\uFFFD]/.test(name))
      characters.set(Number(number), name.normalize('NFC'));
  }
  return characters;
}

const bare = (field: string): string => field.trim().replace(/^"(.*)"$/, '$1');
