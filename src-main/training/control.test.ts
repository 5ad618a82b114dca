import { expect, it } from 'vitest';
import { createControl, createController, createControlMemory, orders } from './control.ts';

function both() {
  const memory = createControlMemory();
  return { controller: createController(memory), control: createControl(memory) };
}

it('heeds the last order, but none after the one to stop', () => {
  const { controller, control } = both();
  expect(control.order()).toBe(orders.run);
  controller.give(orders.pause);
  expect(control.order()).toBe(orders.pause);
  controller.give(orders.run);
  expect(control.order()).toBe(orders.run);
  controller.give(orders.stop);
  for (const order of [orders.pause, orders.run]) {
    controller.give(order);
    expect(control.order()).toBe(orders.stop);
  }
  // Neither waits any more.
  control.waitWhilePaused();
  control.waitBlocked(60_000);
  expect(control.order()).toBe(orders.stop);
});

it('goes on when it was blocked for as long as it was told', () => {
  const { control } = both();
  control.waitBlocked(1);
  expect(control.order()).toBe(orders.run);
});

it('tells a new learning rate once', () => {
  const { controller, control } = both();
  expect(control.newLearningRate()).toBeNull();
  controller.setLearningRate(0.25);
  expect([control.newLearningRate(), control.newLearningRate()]).toEqual([0.25, null]);
});
