import { expect, test } from 'vitest';
import { createRandom } from '../../engine/random.ts';
import { createReferenceKernels } from '../../engine/kernels/reference.ts';
import { layouts, startedModel } from '../../testing/started.ts';
import { networkModel } from '../model.ts';
import { predict } from '../predict.ts';
import { followImage } from './follow.ts';
import { backOf, frontOf } from './network-parts.ts';
import { stagesOf } from './stages.ts';

const image = { width: 8, height: 8 };
const random = createRandom(1, 'follow.test');
const pixels = Uint8Array.from({ length: 64 }, () =>
  random.uniform() < 0.4 ? 0 : random.below(256),
);
const input = Float32Array.from(pixels, (value) => value / 255);

test.each(layouts)('every layer says what plain TypeScript in 64 bits says: %j', (change) => {
  const { info, network } = startedModel(change);
  const stages = stagesOf(network.spec, image);
  const prediction = predict(
    networkModel(info, network),
    { ...image, pixels },
    { expected: null, asStored: true },
  );
  const followed = followImage(network, stages, input, prediction);
  expect(followed.stages).toHaveLength(stages.length);
  stages.forEach(({ end, height, width, channels }, place) => {
    const front = frontOf(network, end, {
      batchSize: 1,
      kernels: createReferenceKernels('float64'),
    });
    const expected = front.forward(Float64Array.from(input), 1);
    expect(followed.stages[place]).toHaveLength(height * width * channels);
    expect([...followed.stages[place]]).toEqual([...expected].map((x) => expect.closeTo(x, 4)));
  });
});

test.each(layouts)('the layers behind a cut go on from it: %j', (change) => {
  const { network } = startedModel(change);
  const whole = Float32Array.from(network.forward(input, 1).subarray(0, 3));
  for (const { end, isOutput } of stagesOf(network.spec, image)) {
    const back = backOf(network, end, { batchSize: 1 });
    if (isOutput) {
      expect(back).toBeNull();
      continue;
    }
    const front = frontOf(network, end, { batchSize: 1 });
    const rest = back?.forward(Float32Array.from(front.forward(input, 1)), 1) ?? [];
    expect([...rest].slice(0, 3)).toEqual([...whole].map((x) => expect.closeTo(x, 5)));
  }
});
