/** Everything that only the window says, by place. */
import { ask } from './ask.ts';
import { charts } from './charts.ts';
import { data } from './data.ts';
import { frame } from './frame.ts';
import { inside } from './inside.ts';
import { handwriting } from './handwriting.ts';
import { lab } from './lab.ts';
import { map } from './map.ts';
import { mind } from './mind.ts';
import { network } from './network.ts';
import { pad } from './pad.ts';
import { padModels, page } from './page.ts';
import { reading } from './reading.ts';
import { labelNames, prepare, report, split } from './prepare.ts';
import { runs } from './runs.ts';
import { share } from './share.ts';
import { sweep } from './sweep.ts';
import { train } from './train.ts';

export const ui = {
  frame,
  data,
  prepare,
  report,
  labelNames,
  split,
  ask,
  pad,
  padModels,
  page,
  train,
  network,
  mind,
  handwriting,
  lab,
  inside,
  map,
  runs,
  share,
  sweep,
  charts,
  reading,
};
