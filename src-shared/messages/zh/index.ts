import { commands, menus, roles } from './commands.ts';
import { errors } from './errors.ts';
import { choices, groups, hyperparameters, presetGroups, presets } from './hyperparameters.ts';
import { reasons } from './reasons.ts';
import { ui } from './ui/index.ts';

export const zh = {
  errors,
  reasons,
  hyperparameters,
  groups,
  choices,
  presetGroups,
  presets,
  menus,
  commands,
  roles,
  ui,
};
