/** The history, a comparison and a sweep walked through with the keyboard alone. */
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './app.ts';

/** Tabs on until the focus is there, as a person would; at most so many times. */
async function tabTo(page: Page, wanted: Locator, most = 80, key = 'Tab'): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false))
      return;
    await page.keyboard.press(key);
  }
  await expect(wanted).toBeFocused();
}

test('a sweep is made, its runs are compared, filtered, deleted and taken back, by keys only', async ({
  launch,
}) => {
  const { page } = await launch();
  const press = (key: string) => page.keyboard.press(key);
  await tabTo(page, page.getByRole('button', { name: 'Open the sample' }));
  await press('Enter');
  await expect(page.getByRole('region', { name: 'What it is' })).toBeVisible();

  // The places have keys of their own.
  await press('2');
  await tabTo(page, page.getByRole('button', { name: 'Compare learning rates…' }));
  await press('Enter');
  const sweep = page.getByTestId('sweep-panel');
  await tabTo(page, sweep.getByRole('textbox', { name: 'Values of Learning rate' }), 150);
  await press('Control+A');
  await page.keyboard.type('0.001, 0.01');
  await tabTo(page, sweep.getByRole('textbox', { name: 'Seeds', exact: true }));
  await press('Control+A');
  await page.keyboard.type('1');
  await tabTo(page, sweep.getByRole('button', { name: 'Start 2 runs' }));
  await press('Enter');
  const result = page.getByTestId('sweep-result');
  await expect(result).toContainText('2 of 2 runs have ended', { timeout: 90_000 });
  await tabTo(page, result.getByRole('button', { name: 'Compare its runs' }));
  await press('Enter');

  // The comparison: what is shown, a line picked out, a brush and an axis moved.
  const compared = page.getByRole('region', { name: '2 runs compared' });
  await expect(compared).toBeVisible();
  await tabTo(page, compared.getByRole('radio', { name: 'Curves' }));
  await press('ArrowRight');
  await press('ArrowRight');
  const low = compared.getByTestId('brush-learningRate-low');
  await tabTo(page, low);
  await press('End');
  await press('ArrowUp');
  await expect(compared.getByTestId('compare-brushed')).toContainText('1 of 2 runs');
  await press('Escape');
  await expect(compared.getByTestId('compare-brushed')).toHaveCount(0);
  const axis = compared.getByTestId('axis-learningRate');
  await tabTo(page, axis, 20, 'Shift+Tab');
  await press('ArrowRight');
  await expect(axis).toHaveAccessibleName('Learning rate, axis 2 of 2');
  const table = compared.getByRole('table', { name: 'Hyper-parameters and figures by run' });
  await tabTo(page, table.getByRole('button').first());
  await press('Enter');
  await expect(page.getByRole('table', { name: 'All runs' }).locator('tr.marked')).toHaveCount(1);

  // The history: filtered, sorted, a run looked at, noted, deleted and taken back.
  const history = page.getByRole('table', { name: 'All runs' });
  await tabTo(page, page.getByTestId('runs-filter'), 80, 'Shift+Tab');
  await page.keyboard.type('learningRate=0.01');
  await expect(history.getByRole('row')).toHaveCount(2);
  await tabTo(page, history.getByRole('button', { name: /^0\.01 · / }).first());
  await press('Enter');
  await tabTo(page, page.getByTestId('note-field'), 150);
  await page.keyboard.type('by keys');
  await tabTo(page, page.getByRole('button', { name: 'Delete', exact: true }), 150, 'Shift+Tab');
  await press('Enter');
  await expect(page.getByText('No run fits the filter.')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Undo' }), 150);
  await press('Enter');
  await expect(history.getByRole('row')).toHaveCount(2);
});
