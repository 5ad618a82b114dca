/** Pictures that are asked about: the last one stays decoded, as a person changes how it is seen. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../../src-shared/errors.ts';
import { createPage, type Page, pageSide } from '../../src-shared/page.ts';
import { inkOfPhoto, type PhotoChoices, type PhotoDone } from '../../src-shared/photo.ts';
import type { GreyImage } from '../datasets/grey.ts';
import { decodePhoto } from '../datasets/photo-image.ts';
import { onDisk } from './on-disk.ts';
import type { PictureSource } from './requests.ts';

/** Where the ink of a picture is, and the picture itself, both shrunk and turned. */
export interface ReadyPage extends Page {
  picture: GreyImage;
  done: PhotoDone;
}

export const nameOf = (source: PictureSource): string =>
  'image' in source ? source.image : source.name;

/** No photograph that a person has is larger; it is read as a whole. */
const maximumMegabytes = 512;

export function createPictures() {
  let picture: { key: string; image: GreyImage } | null = null;
  let page: { key: string; page: ReadyPage } | null = null;

  /** @throws UserError `image.*`, `file.*` */
  async function decoded(source: PictureSource): Promise<GreyImage> {
    const key = keyOf(source);
    if (picture?.key === key) return picture.image;
    const name = nameOf(source);
    const bytes =
      'image' in source ? onDisk(source.image, () => readFileSync(source.image)) : source.bytes;
    const image = await decodePhoto(bytes, name);
    picture = { key, image };
    return image;
  }

  return {
    decoded,
    /** @throws UserError `image.*`, `file.*` */
    async page(source: PictureSource, choices: PhotoChoices): Promise<ReadyPage> {
      const key = `${keyOf(source)} ${JSON.stringify(choices)}`;
      if (page?.key === key) return page.page;
      const photo = inkOfPhoto(await decoded(source), choices, pageSide);
      if (photo.ink.pixels.every((value) => value === 0))
        throw new UserError('image.blank', { file: nameOf(source) });
      const ready = { ...createPage(photo.ink), picture: photo.picture, done: photo.done };
      page = { key, page: ready };
      return ready;
    },
  };
}

/** A file by its time, as it may be saved anew; bytes by what they are. */
function keyOf(source: PictureSource): string {
  if ('bytes' in source) return createHash('sha256').update(source.bytes).digest('hex');
  const { mtimeMs, size } = onDisk(source.image, () => statSync(source.image));
  const megabytes = Math.ceil(size / 1e6);
  if (megabytes > maximumMegabytes)
    throw new UserError('image.tooManyBytes', {
      ...{ file: source.image, megabytes, maximum: maximumMegabytes },
    });
  return `${source.image} ${mtimeMs} ${size}`;
}
