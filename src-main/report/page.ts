/** The shell of a page that is whole by itself: it runs nothing, and asks for nothing from outside. */
import { createHash } from 'node:crypto';
import { html, type Markup, trusted } from './markup.ts';
import { styleSheet } from './style.ts';

/** The one style sheet by its hash, pictures as data; no script, no connection, no form, no frame. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Not in the template: not a space may come between the sheet and its hash. */
const style = trusted(`<style>${styleSheet}</style>`);

export const page = (language: string, title: string, body: Markup): string =>
  `<!doctype html>\n${
    html`<html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        ${body}
      </body>
    </html>`.text
  }\n`;
