/** The places of the rail, in the order of the work. A new place is one entry here and its view. */
import type { Component } from 'vue';
import type { CommandId } from '../src-shared/commands.ts';
import type { IconName } from './components/icons.ts';

export interface Place {
  name: 'data' | 'train' | 'runs' | 'pad' | 'mind' | 'lab' | 'inside' | 'map';
  command: CommandId;
  icon: IconName;
  view: () => Promise<{ default: Component }>;
}

export const places: readonly Place[] = [
  {
    name: 'data',
    command: 'view.data',
    icon: 'data',
    view: () => import('./views/data/DataView.vue'),
  },
  {
    name: 'train',
    command: 'view.train',
    icon: 'train',
    view: () => import('./views/train/TrainView.vue'),
  },
  {
    name: 'runs',
    command: 'view.runs',
    icon: 'runs',
    view: () => import('./views/runs/RunsView.vue'),
  },
  {
    name: 'pad',
    command: 'view.pad',
    icon: 'pad',
    view: () => import('./views/pad/PadView.vue'),
  },
  {
    name: 'mind',
    command: 'view.mind',
    icon: 'mind',
    view: () => import('./views/mind/MindView.vue'),
  },
  {
    name: 'lab',
    command: 'view.lab',
    icon: 'lab',
    view: () => import('./views/lab/LabView.vue'),
  },
  {
    name: 'inside',
    command: 'view.inside',
    icon: 'inside',
    view: () => import('./views/inside/InsideView.vue'),
  },
  {
    name: 'map',
    command: 'view.map',
    icon: 'map',
    view: () => import('./views/map/MapView.vue'),
  },
];
