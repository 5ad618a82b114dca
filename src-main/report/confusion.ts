/** What was taken for what, and the figures of each class. */
import { classFigures } from '../../src-shared/classification.ts';
import { fill } from '../../src-shared/messages/index.ts';
import type { Judgement } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { shades } from './style.ts';
import { tables } from './tables.ts';
import type { Words } from './words.ts';

/** A page's width has room for so many columns, and type so small for more than these. */
const [mostClasses, manyClasses, someClasses] = [40, 22, 12];
const mostMistakes = 15;
/** Rows of classes; the worst of more. */
const mostRows = 100;

const shadeOf = (part: number, whole: number): number =>
  // Every cell that is not empty is seen.
  whole === 0 || part === 0 ? 0 : Math.max(1, Math.round((shades * part) / whole));

function matrix({ classes, confusion }: Judgement, { say, formats }: Words): Markup {
  const size = classes.length > manyClasses ? 'many' : classes.length > someClasses ? 'some' : '';
  return html`<div class="scroll">
    <table class="matrix ${size}">
      <thead>
        <tr>
          <th scope="col">${say.is}</th>
          ${classes.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${confusion.map((row, expected) => {
          const images = row.reduce((sum, count) => sum + count, 0);
          return html`<tr>
            <th scope="row">${classes[expected]}</th>
            ${row.map((count, answered) => {
              const kind = answered === expected ? 'right' : 'wrong';
              const text = count === 0 ? '' : formats.integer(count);
              return html`<td class="${kind}-${shadeOf(count, images)}">${text}</td>`;
            })}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** The largest cells off the diagonal. */
function mistakes({ classes, confusion }: Judgement, { say, formats }: Words): Markup {
  const cells = confusion
    .flatMap((row, expected) => row.map((count, answered) => ({ count, expected, answered })))
    .filter(({ count, expected, answered }) => count > 0 && expected !== answered)
    .sort((a, b) => b.count - a.count || a.expected - b.expected || a.answered - b.answered)
    .slice(0, mostMistakes);
  if (cells.length === 0) return html`<p>${say.largest}: ${say.noMistakes}</p>`;
  const rows = cells.map(({ count, expected, answered }) => [
    { text: fill(say.mistake, { expected: classes[expected], answered: classes[answered] }) },
    { text: formats.integer(count), className: 'number' },
  ]);
  return tables('', [say.largest, say.times], rows, { className: 'compact narrow' });
}

export function confusionMatrix(judgement: Judgement, words: Words): Markup {
  const { say, formats } = words;
  const { confusion, classes, choice } = judgement;
  const images = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = classes.reduce((sum, _, label) => sum + confusion[label][label], 0);
  const help = fill(say.confusionHelp, {
    count: formats.integer(images),
    choice: say.choices[choice],
    errors: formats.integer(images - right),
    accuracy: formats.fraction(images === 0 ? null : right / images, 4),
  });
  const isTooLarge = classes.length > mostClasses;
  return html`<p class="soft">${help}</p>
    ${
      isTooLarge
        ? html`<p class="soft">
            ${fill(say.tooManyClasses, { count: formats.integer(classes.length) })}
          </p>`
        : matrix(judgement, words)
    }
    ${mistakes(judgement, words)}`;
}

export function classTable(
  { classes, confusion }: Judgement,
  { messages, say, formats }: Words,
): Markup {
  const { classes: names } = messages.ui.lab;
  const all = classFigures(confusion).map((figures, label) => ({ ...figures, label }));
  const shown =
    all.length <= mostRows
      ? all
      : all.toSorted((a, b) => (a.f1 ?? 2) - (b.f1 ?? 2) || a.label - b.label).slice(0, mostRows);
  const number = (text: string) => ({ text, className: 'number' });
  const rows = shown.map(({ label, images, recall, precision, f1 }) => [
    { text: classes[label] },
    number(formats.integer(images)),
    ...[recall, precision, f1].map((figure) => number(formats.fraction(figure, 4))),
  ]);
  const worst = fill(say.worstClasses, {
    count: formats.integer(shown.length),
    all: formats.integer(all.length),
  });
  return html`${shown.length < all.length ? html`<p class="soft">${worst}</p>` : null}
  ${tables('', [names.class, names.images, names.recall, names.precision, names.f1], rows, { className: 'compact' })}`;
}
