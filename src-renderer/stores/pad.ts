/** The drawing on the pad: its strokes, what was taken back, and the pen. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import {
  type Drawing,
  padSide,
  penWidths,
  type Stroke,
  widePad,
} from '../../src-shared/drawing.ts';
import { type DrawingCuts, noCuts } from '../../src-shared/split-drawing.ts';

export type Tool = Stroke['kind'];
/** A width becomes the next by this factor. */
const widthStep = 1.25;

export const usePad = defineStore('pad', () => {
  /** Every state of the drawing, oldest first: undo goes back, a new stroke drops what was taken back. */
  const states = shallowRef<readonly (readonly Stroke[])[]>([[]]);
  const now = ref(0);
  const strokes = computed(() => states.value[now.value]);
  /** The stroke that is being drawn, a new object with each of its points. */
  const current = shallowRef<Stroke | null>(null);

  const tool = ref<Tool>('ink');
  const penWidth = ref<number>(penWidths.usual);
  /** Wide, for several characters that are read from left to right. */
  const isWide = ref(false);
  const width = computed(() => padSide * (isWide.value ? widePad : 1));
  /** Where a person parted or joined its characters; a clean pad has none. */
  const cuts = shallowRef<DrawingCuts>(noCuts);

  /** All that is on the pad now, also what is still being drawn. */
  const drawing = computed<Drawing>(() => ({
    width: width.value,
    height: padSide,
    strokes: current.value ? [...strokes.value, current.value] : strokes.value,
  }));
  const isBlank = computed(() => drawing.value.strokes.length === 0);

  function change(next: readonly Stroke[]): void {
    states.value = [...states.value.slice(0, now.value + 1), next];
    now.value += 1;
  }
  const draw = (stroke: Stroke): void => void (current.value = stroke);
  /** The stroke ends: it is one step to take back. */
  function finish(): void {
    const stroke = current.value;
    if (!stroke) return;
    current.value = null;
    change([...strokes.value, stroke]);
  }
  /** The stroke is taken back as if it had never begun (the system took the pointer away). */
  const abandon = (): void => void (current.value = null);

  const canUndo = computed(() => now.value > 0);
  const canRedo = computed(() => now.value < states.value.length - 1);
  function undo(): void {
    finish();
    if (canUndo.value) now.value -= 1;
  }
  function redo(): void {
    if (canRedo.value) now.value += 1;
  }
  function clear(): void {
    finish();
    if (strokes.value.length > 0) change([]);
    cuts.value = noCuts;
  }
  function setWidth(units: number): void {
    penWidth.value = Math.round(Math.min(penWidths.most, Math.max(penWidths.least, units)));
  }
  const thinner = (): void => setWidth(penWidth.value / widthStep);
  const thicker = (): void => setWidth(penWidth.value * widthStep);

  return {
    strokes,
    current,
    tool,
    penWidth,
    width,
    isWide,
    cuts,
    drawing,
    isBlank,
    draw,
    finish,
    abandon,
    canUndo,
    canRedo,
    undo,
    redo,
    clear,
    setWidth,
    thinner,
    thicker,
  };
});
