/** A sweep, its comparison, the learning-rate finder, the queue, and what is deleted and taken back. */
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { field, goTo, openSample, train, training } from './steps.ts';

const runsTable = (page: Page) => page.getByRole('table', { name: 'All runs' });
const rows = (page: Page) => runsTable(page).getByRole('row');

test('learning rates compared, the result in a sentence, and what differs side by side', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await field(page, 'Epochs').fill('3');
  await page.getByRole('button', { name: 'Compare learning rates…' }).click();
  const sweep = page.getByTestId('sweep-panel');
  await sweep.getByRole('textbox', { name: 'Values of Learning rate' }).fill('0.1, fast');
  await expect(sweep.getByRole('alert')).toContainText('Learning rate must be a number');
  await sweep.getByRole('textbox', { name: 'Values of Learning rate' }).fill('0.0001..0.01:3');
  await sweep.getByRole('textbox', { name: 'Seeds', exact: true }).fill('2');
  await sweep.getByTestId('sweep-stop').click();
  await sweep.getByRole('button', { name: 'Start 6 runs' }).click();

  const result = page.getByTestId('sweep-result');
  await expect(result).toContainText('6 of 6 runs have ended', { timeout: 90_000 });
  await expect(result.getByTestId('sweep-sentence')).toContainText(
    /Best: Learning rate 0\.0\d+ \(Validation accuracy 0\.\d{4} ± 0\.\d{4}\)/,
  );
  await expect(result.getByTestId('sweep-table').getByRole('row')).toHaveCount(4);
  const chart = result.getByRole('region', { name: 'Validation accuracy against Learning rate' });
  await chart.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await expect(chart).toContainText('Learning rate 0.0001');
  await chart.locator('label', { hasText: 'Table' }).click();
  await expect(chart.getByRole('row')).toHaveCount(4);
  await chart.locator('label', { hasText: 'Chart' }).click();

  await result.getByRole('button', { name: 'Compare its runs' }).click();
  const compared = page.getByRole('region', { name: '6 runs compared' });
  const table = compared.getByRole('table', { name: 'Hyper-parameters and figures by run' });
  await expect(table).toContainText('Learning rate');
  await expect(table).not.toContainText('Optimiser');
  await expect(compared.getByTestId('compare-verdict')).toContainText('Best: Learning rate');

  // A brush moved by the keyboard filters the table and the sentence.
  await compared.locator('label', { hasText: 'Side by side' }).click();
  await compared.getByTestId('brush-learningRate-low').focus();
  await page.keyboard.press('ArrowUp');
  await expect(compared.getByTestId('compare-brushed')).toContainText('4 of 6 runs');
  await expect(table.getByRole('columnheader')).toHaveCount(1 + 4);
  await expect(compared.getByTestId('compare-verdict')).toContainText(
    /^Learning rate 0\.01 instead of 0\.001: .* \(2 seeds each\)/,
  );
  await page.keyboard.press('Escape');
  await expect(table.getByRole('columnheader')).toHaveCount(1 + 6);
});

test('the finder suggests a rate, and leaves no run behind', async ({ launch }) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  await page.getByTestId('find-rate').click();
  const finder = page.getByTestId('rate-finder');
  await expect(finder.getByTestId('finder-result')).toContainText('Suggested: 0.00', {
    timeout: 60_000,
  });
  await expect(finder.getByRole('region', { name: 'Loss against learning rate' })).toBeVisible();
  await finder.getByRole('button', { name: /^Use 0\.00/ }).click();
  await expect(field(page, 'Learning rate')).toHaveValue(/^0\.00\d+$/);
  await goTo(page, 'Runs');
  await expect(page.getByText('No run yet')).toBeVisible();
});

test('a run is noted, found, deleted, taken back, and made again to the same figures', async ({
  launch,
}) => {
  const first = await launch();
  let { page } = first;
  await openSample(page);
  await train(page, { 'Hidden layers': '16', Epochs: '2' });
  await expect(training(page)).toContainText('done', { timeout: 60_000 });
  await goTo(page, 'Runs');
  await runsTable(page).getByRole('button', { name: 'sample 1', exact: true }).click();
  await page.getByTestId('tag-field').fill('keep me');
  await page.keyboard.press('Enter');
  await page.getByTestId('note-field').fill('the first of all');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByRole('region', { name: 'Run sample 2' })).toContainText(
    'Every figure is the same as there.',
    { timeout: 60_000 },
  );

  await page.getByTestId('runs-filter').fill('first');
  await expect(rows(page)).toHaveCount(2);
  await page.getByTestId('runs-filter').fill('best<0.1');
  await expect(page.getByText('No run fits the filter.')).toBeVisible();
  await page.getByTestId('runs-filter').fill('');
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No run yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(3);

  await runsTable(page).getByRole('button', { name: 'sample 2', exact: true }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await first.close();

  // What was not taken back is gone with its window; the note stays.
  ({ page } = await launch());
  await goTo(page, 'Runs');
  await expect(rows(page)).toHaveCount(2);
  await runsTable(page).getByRole('button', { name: 'sample 1', exact: true }).click();
  await expect(page.getByTestId('note-field')).toHaveValue('the first of all');
  await expect(page.getByTestId('run-marks')).toContainText('keep me');
});

test('a queue outlives its window, and goes on when it is told to', async ({ launch }) => {
  const first = await launch();
  await openSample(first.page);
  await first.page.evaluate(() => window.inkling.calls['settings/set']({ runsAtOnce: 1 }));
  await train(first.page, { 'Hidden layers': '300', Epochs: '400' });
  await expect(training(first.page)).toContainText(/Epoch ([2-9]|\d{2,}) of 400/);
  await train(first.page, { 'Hidden layers': '8', Epochs: '1' });
  await goTo(first.page, 'Runs');
  const queue = first.page.getByTestId('queue');
  await expect(queue).toContainText('sample 2');
  await first.kill();

  const second = await launch();
  const notices = second.page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('1 run still waits in the queue from last time.');
  await goTo(second.page, 'Runs');
  await expect(second.page.getByTestId('queue')).toContainText('paused');
  await second.page.getByTestId('queue-go-on').click();
  await expect(second.page.getByRole('row', { name: /sample 2/ })).toContainText('done', {
    timeout: 60_000,
  });
});
