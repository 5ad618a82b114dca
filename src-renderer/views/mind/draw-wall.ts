/** The pictures as a PNG: what is on the screen, each pixel a whole number of pixels. */

export interface WallPicture {
  canvas: HTMLCanvasElement;
  name: string;
}

/** A picture is about so wide in the file. */
const pictureSide = 224;
const columns = 5;
const gap = 16;
const textHeight = 40;

/** `title` stands above them. Null where the page has nothing to draw on. */
export async function drawWall(
  pictures: readonly WallPicture[],
  { title = '' } = {},
): Promise<Uint8Array | null> {
  if (pictures.length === 0) return null;
  const [first] = pictures;
  const scale = Math.max(1, Math.round(pictureSide / first.canvas.width));
  const [width, height] = [first.canvas.width * scale, first.canvas.height * scale];
  const across = Math.min(columns, pictures.length);
  const down = Math.ceil(pictures.length / across);
  const wall = document.createElement('canvas');
  wall.width = gap + across * (width + gap);
  const top = title === '' ? gap : gap + textHeight;
  wall.height = top + down * (height + textHeight + gap);
  const context = wall.getContext('2d');
  if (!context) return null;
  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.getPropertyValue('--paper');
  context.fillRect(0, 0, wall.width, wall.height);
  context.imageSmoothingEnabled = false;
  context.fillStyle = style.getPropertyValue('--ink');
  context.font = `${textHeight / 2}px ${style.getPropertyValue('--font-ui')}`;
  context.fillText(title, gap, gap + textHeight / 2, wall.width - 2 * gap);
  pictures.forEach(({ canvas, name }, n) => {
    const x = gap + (n % across) * (width + gap);
    const y = top + Math.floor(n / across) * (height + textHeight + gap);
    context.drawImage(canvas, x, y, width, height);
    context.fillText(name, x, y + height + (textHeight * 2) / 3, width);
  });
  const blob = await new Promise<Blob | null>((done) => wall.toBlob(done, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
