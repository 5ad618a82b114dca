/** The pictures as a PNG: what is on the screen, each pixel a whole number of pixels. */

export interface WallPicture {
  canvas: HTMLCanvasElement;
  name: string;
}

/** The pictures in some elements of a page, each with the text of what is called `name` in it. */
export const picturesIn = (tiles: Iterable<Element>): WallPicture[] =>
  [...tiles].flatMap((tile) => {
    const canvas = tile.querySelector('canvas');
    const name = tile.querySelector('.name')?.textContent?.trim() ?? '';
    return canvas ? [{ canvas, name }] : [];
  });

/** Unless told otherwise, a picture is about so wide in the file. */
const pictureSide = 224;
const columns = 5;
const gap = 16;
const textHeight = 40;
/** Words make a file no wider than this; longer ones are squeezed. */
const widest = columns * (pictureSide + gap) + gap;

/** `title` stands above them, `note` below; `side`: about how wide each is. Null where the page has nothing to draw on. */
export async function drawWall(
  pictures: readonly WallPicture[],
  { title = '', note = '', side = pictureSide } = {},
): Promise<Uint8Array | null> {
  if (pictures.length === 0) return null;
  const [first] = pictures;
  const scale = Math.max(1, Math.round(side / first.canvas.width));
  const [width, height] = [first.canvas.width * scale, first.canvas.height * scale];
  const across = Math.min(columns, pictures.length);
  const down = Math.ceil(pictures.length / across);
  const wall = document.createElement('canvas');
  const context = wall.getContext('2d');
  if (!context) return null;
  const style = getComputedStyle(document.documentElement);
  const font = `${textHeight / 2}px ${style.getPropertyValue('--font-ui')}`;
  context.font = font;
  const words = Math.max(...[title, note].map((text) => context.measureText(text).width));
  const top = title === '' ? gap : gap + textHeight;
  const bottom = top + down * (height + textHeight + gap);
  // Another size takes the font away.
  wall.width = Math.max(gap + across * (width + gap), Math.min(widest, words + 2 * gap));
  wall.height = bottom + (note === '' ? 0 : textHeight);
  context.font = font;
  context.imageSmoothingEnabled = false;
  context.fillStyle = style.getPropertyValue('--paper-raised');
  context.fillRect(0, 0, wall.width, wall.height);
  const write = (text: string, x: number, y: number, most: number): void => {
    context.fillStyle = style.getPropertyValue('--ink');
    context.fillText(text, x, y, most);
  };
  write(title, gap, gap + textHeight / 2, wall.width - 2 * gap);
  write(note, gap, bottom + textHeight / 3, wall.width - 2 * gap);
  pictures.forEach(({ canvas, name }, n) => {
    const x = gap + (n % across) * (width + gap);
    const y = top + Math.floor(n / across) * (height + textHeight + gap);
    // Where nothing is drawn in it, a picture still has its bounds.
    context.fillStyle = style.getPropertyValue('--picture-ground');
    context.fillRect(x, y, width, height);
    context.drawImage(canvas, x, y, width, height);
    write(name, x, y + height + (textHeight * 2) / 3, width);
  });
  const blob = await new Promise<Blob | null>((done) => wall.toBlob(done, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
