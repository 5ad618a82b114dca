/** Runs compared: one selection in all pictures, axes moved, and what two runs mistake. */
import { expect, type Page } from '@playwright/test';
import { test } from './app.ts';
import { goTo, openSample } from './steps.ts';

/** Trains several in one go, by the call that the form makes, and waits for the last of them. */
async function sweepOf(page: Page, rates: number[]): Promise<void> {
  await openSample(page);
  await page.evaluate(async (values) => {
    const { calls } = window.inkling;
    const dataset = await calls['datasets/current'](null);
    if (!dataset.ok || !dataset.value) throw new Error('no data set');
    const reply = await calls['sweeps/start']({
      datasetId: dataset.value.id,
      preset: 'default',
      name: 'rates',
      hyperparameters: { epochs: 3, hiddenLayers: [16] } as never,
      plan: {
        axes: [{ name: 'learningRate', values }],
        ...{ seeds: 1, search: 'grid', draws: 1, drawSeed: 1, stopHopeless: false },
      },
    });
    if (!reply.ok) throw new Error(reply.error.code);
  }, rates);
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'done' })).toHaveCount(rates.length, {
    timeout: 60_000,
  });
}

test('one selection is shared by curves, side by side, the table and the history', async ({
  launch,
}) => {
  const { page } = await launch();
  await sweepOf(page, [0.0001, 0.001, 0.01]);
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const compared = page.getByRole('region', { name: '3 runs compared' });
  const table = compared.getByRole('table', { name: 'Hyper-parameters and figures by run' });
  const history = page.getByRole('table', { name: 'All runs' });
  const shows = compared.getByTestId('compare-show');
  const headOf = (rate: string) => table.getByRole('button', { name: `${rate} · rates` });

  // Picked out by its name beside the curves: a click, or Enter.
  const legend = compared.getByRole('region', { name: 'Test accuracy' });
  await legend.getByRole('button', { name: /^0\.001 · rates/ }).focus();
  await page.keyboard.press('Enter');
  await expect(headOf('0.001')).toHaveAttribute('aria-pressed', 'true');
  await expect(headOf('0.01')).toHaveAttribute('aria-pressed', 'false');
  await expect(history.locator('tr.marked')).toContainText('0.001 · rates');

  // By a click on its line.
  const canvas = legend.getByRole('slider');
  const end = await canvas.locator('g.marked polyline').last().boundingBox();
  const box = await canvas.boundingBox();
  if (!end || !box) throw new Error('no line');
  await headOf('0.001').click();
  await expect(history.locator('tr.marked')).toHaveCount(0);
  // Lines end at the right; this one's highest point is there.
  await canvas.click({ position: { x: end.x + end.width - box.x - 2, y: end.y - box.y + 2 } });
  await expect(history.locator('tr.marked')).toHaveCount(1);

  // What the brushes let through is what all show; the axes change places by keyboard and by pointer.
  await shows.locator('label', { hasText: 'Side by side' }).click();
  const plot = compared.getByTestId('parallel');
  await expect(plot.locator('path.marked')).toHaveCount(1);
  await compared.getByTestId('brush-learningRate-low').focus();
  await page.keyboard.press('ArrowUp');
  await expect(headOf('0.0001')).toHaveCount(0);
  await shows.locator('label', { hasText: 'Curves' }).click();
  await expect(legend.getByRole('button', { name: /· rates/ })).toHaveCount(2);
  await shows.locator('label', { hasText: 'Side by side' }).click();

  const axis = (name: string) => plot.getByTestId(`axis-${name}`);
  await expect(axis('learningRate')).toHaveAccessibleName('Learning rate, axis 1 of 2');
  await axis('learningRate').focus();
  await page.keyboard.press('ArrowRight');
  await expect(axis('learningRate')).toHaveAccessibleName('Learning rate, axis 2 of 2');
  await expect(axis('learningRate')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(axis('learningRate')).toHaveAccessibleName('Learning rate, axis 1 of 2');
  await axis('learningRate').hover();
  await page.mouse.down();
  const target = await axis('figure').boundingBox();
  if (!target) throw new Error('no axis');
  await page.mouse.move(target.x, target.y + 5, { steps: 5 });
  await page.mouse.up();
  await expect(axis('learningRate')).toHaveAccessibleName('Learning rate, axis 2 of 2');
});

test('what two runs mistake is one click away: matrices, difference, figures of each class', async ({
  launch,
}) => {
  const { page } = await launch();
  await sweepOf(page, [0.0001, 0.01]);
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByTestId('compare-mistakes').click();
  await expect(page.getByRole('heading', { name: 'Lab' })).toBeVisible();
  for (const name of [
    'Confusion matrix of 0.01 · rates',
    'Confusion matrix of 0.0001 · rates',
    'Confusion matrix of 0.0001 · rates less that of 0.01 · rates',
  ])
    await expect(page.getByRole('grid', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Per class' })).toContainText('0.0001 · rates');
});

test('a branch starts from a kept epoch, with what it says and what room it takes', async ({
  launch,
}) => {
  const { page } = await launch();
  await openSample(page);
  await goTo(page, 'Train');
  const form = page.getByRole('form', { name: 'Hyper-parameters' });
  await form.getByRole('textbox', { name: 'Epochs', exact: true }).fill('4');
  await form.getByTestId('keep-every').fill('2');
  await page.keyboard.press('Enter');
  await expect(form.getByTestId('keep-room')).toContainText('for 2 more of');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /sample 1/ })).toContainText('done', {
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'sample 1', exact: true }).click();
  const files = page.getByTestId('run-files');
  await expect(files).toContainText('Kept: the best epoch, the last, and one every 2 epochs.');
  await files.getByRole('button', { name: 'Branch off from epoch 2…' }).click();
  await expect(page.getByTestId('starts-from')).toContainText(
    'Starts from the weights of sample 1 after epoch 2',
  );
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await goTo(page, 'Runs');
  await page.getByRole('button', { name: 'sample 2', exact: true }).click();
  await expect(page.getByTestId('run-origin')).toContainText(
    'Started from the weights of sample 1 after epoch 2.',
  );
  await expect(page.getByRole('row', { name: /sample 2/ })).toContainText('done', {
    timeout: 60_000,
  });
});
