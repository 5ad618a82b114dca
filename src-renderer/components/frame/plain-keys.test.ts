import { expect, test } from 'vitest';
import { takesText } from './plain-keys.ts';

test.each([
  [{ tagName: 'INPUT', type: 'text' }, true],
  [{ tagName: 'INPUT', type: 'number' }, true],
  [{ tagName: 'TEXTAREA' }, true],
  [{ tagName: 'DIV', isContentEditable: true }, true],
  [{ tagName: 'INPUT', type: 'checkbox' }, false],
  [{ tagName: 'BUTTON', type: 'button' }, false],
  [{ tagName: 'DIV' }, false],
])('%o takes text: %s', (element, expected) => {
  expect(takesText(element)).toBe(expected);
});
