/** A dense layer in WebAssembly. */
import type { Vector } from '../vector.ts';
import type { DenseKernel, Kernels, Step } from './kernels.ts';
import { createTiles } from './dense-tiles.ts';
import { createSettings, momentAt } from './updates.ts';
import { type Machine, remembering } from './webassembly.ts';

/** Samples whose rows are listed at a time: up to 128, or 8 MB of a list. */
const blockOf = (batchSize: number, width: number): number =>
  Math.max(1, Math.min(batchSize, 128, Math.floor(2 ** 20 / width)));

/**
 * Steps after which it is looked for a background, and what rounding did to the sums of rows is made
 * good. Counted from `settle` on, so that a run goes on from a checkpoint as if it had not stopped.
 */
const backgroundSteps = 1000;

/** With fewer, packing takes longer than it saves. */
const fewestSamples = 12;
const fewestUnits = 64;

const blockInputs = 32;
const blockUnits = 256;

/** As in `assembly/rows.ts`. */
const entryWords = 2;
/** Of a sample's list: two for the background, four that may be written past its end. */
const moreEntries = 6;

/** Scratch of `denseForward` in `assembly/dense.ts`: addresses. */
interface RowLists {
  entries: number;
  lists: number;
}

/** Of the first sample, which stands for all. */
function zerosOf(vector: Vector, length: number): number {
  let zeros = 0;
  for (let i = 0; i < length; i++) if (vector[i] === 0) zeros++;
  return zeros;
}

export function createDenseKernels(machine: Machine): Kernels['dense'] {
  const { split, calls, words, addressOf } = machine;
  const settings = createSettings(machine);

  return ({ weights, dWeights, biases, dBiases }, inputs, units, batchSize): DenseKernel => {
    const at = {
      weights: addressOf(weights),
      dWeights: addressOf(dWeights),
      biases: biases ? addressOf(biases) : 0,
      dBiases: dBiases ? addressOf(dBiases) : 0,
    };
    const width = Math.max(inputs, units);
    const block = blockOf(batchSize, width);
    const rowsOf = (length: number): RowLists => ({
      entries: words(block * (length + moreEntries) * entryWords),
      lists: words(block * 2),
    });
    /** What `forward` has listed, until `learn`. */
    const rows = rowsOf(inputs);
    /** The input that is listed, less which background; its address 0 when none is. */
    const listed = { input: 0, background: 0 };
    /** Of layers that are asked for their input's gradient. */
    let errorRows: RowLists | null = null;
    /** For a column: an odd number, that they do not compete for the same places in the cache. */
    const room = block + 1;
    /** Entries of all columns. */
    const columns = words(room * width * entryWords);
    /** Where the lists of the columns end. */
    const ends = words(width);
    /** Of layers that are asked for their input's gradient. */
    let transposed = 0;
    /** See `assembly/background.ts`; 0 is no background. */
    let background = 0;
    const offset = words(units);
    const sums = words(units);
    let stepsLeft = 0;

    const multiplyTiles = createTiles(machine, inputs, units, batchSize);

    // One for each vector that a layer is given, which is the same from batch to batch.
    const addressOfInput = remembering(addressOf);
    const addressOfOutput = remembering(addressOf);
    const addressOfErrors = remembering(addressOf);
    const addressOfInputErrors = remembering(addressOf);

    function multiply(
      output: number,
      input: number,
      matrix: number,
      start: number,
      height: number,
      width: number,
      batch: number,
      { entries, lists }: RowLists,
    ): void {
      const isAside = background !== 0 && matrix === at.weights;
      for (let from = 0; from < batch; from += block) {
        const size = Math.min(block, batch - from);
        split(
          'denseForward',
          size,
          1,
          size * height * width,
          output + from * width * 4,
          input + from * height * 4,
          matrix,
          start,
          isAside ? background : 0,
          isAside ? sums : 0,
          offset,
          height,
          width,
          entries,
          lists,
        );
      }
    }

    function hasFewZeros(input: Vector, batch: number): boolean {
      if (background !== 0 || batch < fewestSamples || Math.min(inputs, units) < fewestUnits)
        return false;
      return zerosOf(input, inputs) * 2 < inputs;
    }

    function forward(output: Vector, input: Vector, batch: number): void {
      const out = addressOfOutput(output);
      const values = addressOfInput(input);
      if (hasFewZeros(input, batch)) {
        listed.input = 0;
        multiplyTiles(out, values, at.weights, at.biases, batch);
        return;
      }
      listed.input = batch <= block ? values : 0;
      listed.background = background;
      multiply(out, values, at.weights, at.biases, inputs, units, batch, rows);
    }

    function backwardInput(dInput: Vector, dOutput: Vector, batch: number): void {
      putBack();
      transposed ||= words(inputs * units);
      errorRows ??= rowsOf(units);
      split('transpose', inputs, 16, inputs * units, transposed, at.weights, inputs, units);
      const out = addressOfInputErrors(dInput);
      const errors = addressOfErrors(dOutput);
      multiply(out, errors, transposed, 0, units, inputs, batch, errorRows);
    }

    function addBiasGradients(dOutput: Vector, batch: number): void {
      if (at.dBiases) calls.denseBiasGradients(at.dBiases, addressOfErrors(dOutput), batch, units);
    }

    function backward(dInput: Vector | null, dOutput: Vector, input: Vector, batch: number): void {
      const dOut = addressOfErrors(dOutput);
      const values = addressOfInput(input);
      for (let from = 0; from < batch; from += block) {
        const size = Math.min(block, batch - from);
        split(
          'denseWeightGradients',
          inputs,
          16,
          size * inputs * units,
          at.dWeights,
          dOut + from * units * 4,
          values + from * inputs * 4,
          size,
          inputs,
          units,
          columns,
          room,
          ends,
        );
      }
      addBiasGradients(dOutput, batch);
      if (dInput) backwardInput(dInput, dOutput, batch);
    }

    /** Scratch of `assembly/dense-learn.ts`. */
    let blocks = 0;

    /** Whether it pays to skip those of the output's gradient instead of the input's. */
    function hasMoreZeros(dOutput: Vector, input: Vector, batch: number): boolean {
      if (background !== 0 || batch < fewestSamples || Math.min(inputs, units) < fewestUnits)
        return false;
      return zerosOf(dOutput, units) * inputs > zerosOf(input, inputs) * units;
    }

    /** With plain SGD: if half of the first sample has the value of its first number. */
    function lookForBackground(input: Vector): void {
      putBack();
      stepsLeft = backgroundSteps;
      const value = input[0];
      let same = 0;
      for (let i = 0; i < inputs; i++) if (input[i] === value) same++;
      if (value === 0 || same * 2 < inputs) return;
      background = value;
      calls.sumRows(sums, at.weights, inputs, units);
    }

    function putBack(): void {
      if (background === 0) return;
      background = 0;
      calls.addToRows(at.weights, offset, inputs, units);
    }

    function moveBackground(dOut: number, values: number, batch: number, rate: number): void {
      if (background === 0) return;
      calls.moveBackground(offset, sums, dOut, values, background, rate, batch, inputs, units);
    }

    /** Moves the weights. */
    function learnWeights(
      dOutput: Vector,
      input: Vector,
      batch: number,
      step: Step,
      l2: number,
    ): void {
      const dOut = addressOfErrors(dOutput);
      const values = addressOfInput(input);
      const isListed = listed.input === values && listed.background === background;
      const { entries, lists } = rows;
      const hasSums = background === 0 ? 0 : 1;
      if (isListed && batch === 1 && step.rule === 'sgd' && l2 === 0) {
        const rate = step.learningRate;
        calls.denseLearnOne(at.weights, dOut, units, rate, entries, lists, hasSums);
        moveBackground(dOut, values, batch, rate);
        return;
      }
      const place = at.weights - addressOf(step.parameters);
      if (hasMoreZeros(dOutput, input, batch)) {
        blocks ||= words(Math.ceil(inputs / blockInputs) * 2 * blockInputs * blockUnits);
        split(
          'listColumns',
          units,
          16,
          batch * units,
          dOut,
          0,
          batch,
          units,
          inputs * 4,
          columns,
          room,
          ends,
        );
        split(
          'denseLearnByUnits',
          inputs,
          blockInputs,
          batch * inputs * units,
          settings.write(step, l2),
          settings.address,
          at.weights,
          momentAt(step, 0, place, addressOf),
          momentAt(step, 1, place, addressOf),
          values,
          units,
          columns,
          room,
          ends,
          blocks,
        );
        return;
      }
      if (isListed)
        calls.denseListColumns(entries, lists, hasSums, batch, inputs, units, columns, room, ends);
      split(
        'denseLearn',
        inputs,
        16,
        batch * inputs * units,
        settings.write(step, l2),
        settings.address,
        at.weights,
        momentAt(step, 0, place, addressOf),
        momentAt(step, 1, place, addressOf),
        dOut,
        isListed ? 0 : values,
        background,
        batch,
        inputs,
        units,
        columns,
        room,
        ends,
      );
      moveBackground(dOut, values, batch, step.learningRate);
    }

    return {
      forward,
      backward,
      backwardInput,
      learn(dInput, dOutput, input, batch, step, l2) {
        if (batch > block) {
          putBack();
          backward(dInput, dOutput, input, batch);
          return false;
        }
        if (dInput) backwardInput(dInput, dOutput, batch);
        addBiasGradients(dOutput, batch);
        const isPlain = step.rule === 'sgd' && l2 === 0 && !dInput;
        if (!isPlain) putBack();
        else if (stepsLeft-- <= 0) lookForBackground(input);
        learnWeights(dOutput, input, batch, step, l2);
        return true;
      },
      settle() {
        putBack();
        stepsLeft = 0;
      },
    };
  };
}
