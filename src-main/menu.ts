/** The application menu, from the one table of commands. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { commandIds, commands, type CommandId, menuNames } from '../src-shared/commands.ts';
import type { Messages } from '../src-shared/messages/index.ts';

export function setMenu(messages: Messages, run: (command: CommandId) => void): void {
  const { roles } = messages;
  const role = (
    name: MenuItemConstructorOptions['role'],
    label: string,
  ): MenuItemConstructorOptions => ({ ...(name && { role: name }), label });
  const line: MenuItemConstructorOptions = { type: 'separator' };

  const own = (menu: (typeof menuNames)[number]): MenuItemConstructorOptions[] =>
    commandIds
      .filter((id) => commands[id].menu === menu)
      .flatMap((id) => {
        const { accelerator, plainKey, separator } = commands[id];
        const item: MenuItemConstructorOptions = {
          id,
          label: messages.commands[id],
          click: () => run(id),
          ...(accelerator && { accelerator }),
          // A plain key is shown here, but the window listens for it: it must not eat typed text.
          ...(plainKey && { registerAccelerator: false }),
        };
        return separator ? [line, item] : [item];
      });

  const systems: Record<(typeof menuNames)[number], MenuItemConstructorOptions[]> = {
    file: [line, role('quit', roles.quit)],
    train: [],
    pad: [],
    view: [
      line,
      role('resetZoom', roles.resetZoom),
      role('zoomIn', roles.zoomIn),
      role('zoomOut', roles.zoomOut),
      role('togglefullscreen', roles.fullScreen),
    ],
    help: [],
  };
  const edit: MenuItemConstructorOptions = {
    label: roles.edit,
    submenu: [
      role('undo', roles.undo),
      role('redo', roles.redo),
      line,
      role('cut', roles.cut),
      role('copy', roles.copy),
      role('paste', roles.paste),
      role('selectAll', roles.selectAll),
    ],
  };
  const [first, ...others] = menuNames.map((name): MenuItemConstructorOptions => ({
    label: messages.menus[name],
    submenu: [...own(name), ...systems[name]],
  }));
  const template = [first, edit, ...others];
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
