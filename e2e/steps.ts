/** What people do in the window, as the tests of several files need it. */
import { statSync } from 'node:fs';
import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';

export type Place = 'Data' | 'Train' | 'Runs' | 'Pad' | 'Mind' | 'Lab' | 'Inside' | 'Map';

export async function goTo(page: Page, place: Place): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name: place });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

/** The system's own dialog can not be driven from here: it answers with this path. */
export async function dialogChooses(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** As `dialogChooses`, of the dialog that asks where to save. */
export async function dialogSaves(electron: ElectronApplication, filePath: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, filePath);
}
export const sizeOf = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export async function openFolder(
  { electron, page }: { electron: ElectronApplication; page: Page },
  path: string,
): Promise<void> {
  await dialogChooses(electron, path);
  await goTo(page, 'Data');
  await page.getByRole('button', { name: /^Open (a|another) folder…/ }).click();
}

export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample' }).click();
  await expect(page.getByRole('region', { name: 'What it is' })).toBeVisible();
}

/** In the Pad: questions about pictures instead of a drawing. */
export async function showPictures(page: Page): Promise<void> {
  await goTo(page, 'Pad');
  await page.getByTestId('pad-mode').locator('label', { hasText: 'Pictures' }).click();
}

export const field = (page: Page, name: string): Locator =>
  page.getByRole('form', { name: 'Hyper-parameters' }).getByRole('textbox', { name, exact: true });

/** Fills the form in and presses Train. */
export async function train(page: Page, values: Record<string, string>): Promise<void> {
  await goTo(page, 'Train');
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
}

export const training = (page: Page): Locator => page.getByRole('region', { name: 'Training' });

/** The native menu, by the id of the command table: what its shortcut does, too. */
export async function useMenu(electron: ElectronApplication, command: string): Promise<void> {
  await electron.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, command);
}

/** By the keyboard alone: the menu is opened, its choice walked to, and taken. */
export async function choose(within: Page | Locator, menu: string, value: string): Promise<void> {
  const page = 'page' in within ? within.page() : within;
  await within.getByTestId(menu).first().focus();
  await page.keyboard.press('Enter');
  const choice = within.getByTestId(`${menu}-${value}`).first();
  await expect(choice).toBeVisible();
  for (let i = 0; i < 5 && !(await choice.evaluate((one) => one === document.activeElement)); i++)
    await page.keyboard.press('ArrowDown');
  await expect(choice).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(choice).toBeHidden();
}
