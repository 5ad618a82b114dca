/** Tables that no page cuts off: too many columns become several tables, each with the first column. */
import { html, type Markup } from './markup.ts';

export interface Cell {
  text: string | Markup;
  className?: string;
}

const classOf = ({ className }: Cell): Markup => (className ? html` class="${className}"` : html``);

/** Columns that a page is wide enough for, the first among them. */
const mostColumns = 8;

/**
 * @param rows the first cell of each names the row
 * @param className of the table
 */
export function tables(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  { columns = mostColumns, className = '' } = {},
): Markup {
  const parts: number[][] = [];
  for (let from = 1; from < Math.max(2, head.length); from += columns - 1)
    parts.push(head.map((_, i) => i).slice(from, from + columns - 1));
  return html`${parts.map(
    (places) =>
      html`<div class="scroll">
        <table class="${className}">
          ${
            caption === ''
              ? null
              : html`<caption>
                  ${caption}
                </caption>`
          }
          <thead>
            <tr>
              <th scope="col">${head[0]}</th>
              ${places.map((i) => html`<th scope="col" ${classOf(rows[0]?.[i] ?? { text: '' })}>${head[i]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  <th scope="row">${row[0].text}</th>
                  ${places.map((i) => html`<td${classOf(row[i])}>${row[i].text}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  )}`;
}

/** Names and what they have, two pairs a line. */
export const pairs = (
  list: readonly { name: string; value: string | Markup; className?: string }[],
): Markup =>
  html`<dl>
    ${list.map(
      ({ name, value, className = '' }) =>
        html`<dt>${name}</dt>
          <dd class="${className}">${value}</dd>`,
    )}
  </dl>`;
