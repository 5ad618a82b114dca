import { expect, it } from 'vitest';
import { csvText } from './csv.ts';

it('writes RFC 4180: CR LF, and quotes where they are needed', () => {
  expect(
    csvText([
      ['a', 'b,c', 'd"e', 'f\ng'],
      [1, null, true, -0.5],
    ]),
  ).toBe('a,"b,c","d""e","f\ng"\r\n1,,true,-0.5\r\n');
});

it('makes a text of what a spreadsheet would run', () => {
  const texts = ['=HYPERLINK("http://x")', '+1', '-1+2', '@SUM(A1)', '\t=1', ' =1', '＝1', '\r=1'];
  for (const text of texts) {
    const cell = csvText([[text]]).replace(/^\ufeff/, '');
    expect(cell).toMatch(/^"?'/);
  }
  // A number below zero is a number.
  expect(csvText([[-1.5, 'a-b', 'x=1']])).toBe('-1.5,a-b,x=1\r\n');
});

it('says what it is encoded in where there is more than ASCII', () => {
  expect(csvText([['数字']])).toBe('\ufeff数字\r\n');
});
