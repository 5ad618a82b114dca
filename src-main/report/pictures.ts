/** What the network takes for its labels, as pictures in the page itself. */
import { fill } from '../../src-shared/messages/index.ts';
import type { LabelPictures } from './facts.ts';
import { html, type Markup } from './markup.ts';
import type { Words } from './words.ts';

export function pictureWall(wall: LabelPictures, { say, formats }: Words): Markup {
  const { classes, pictures, all, method } = wall;
  return html`<p class="soft">${method === 'prior' ? say.picturesPrior : say.picturesFree}</p>
    ${
      pictures.length < all
        ? html`<p class="soft">${fill(say.firstPictures, { count: pictures.length, all })}</p>`
        : null
    }
    <div class="pictures">
      ${pictures.map(({ png, output, read }, label) => {
        const name = classes[label];
        const values = { label: name, read, output: formats.fraction(output) };
        return html`<figure>
          <img src="data:image/png;base64,${png}" alt="${fill(say.picture, values)}" />
          <figcaption>
            <b>${name}</b>${fill(read === name ? say.saysItself : say.saysOther, values)}
          </figcaption>
        </figure>`;
      })}
    </div>`;
}
