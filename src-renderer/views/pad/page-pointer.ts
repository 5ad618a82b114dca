/** The mouse on a page: boxes are moved and sized, and a new one is drawn on the paper. */
import { type Ref, shallowRef } from 'vue';
import type { Cut } from '../../../src-shared/page.ts';
import { usePage } from '../../stores/page.ts';
import { moved, type Sides } from './page-boxes.ts';

/** A click that moves less than this share of the page draws no box. */
const leastDrawn = 100;

/**
 * @param ground what the page is shown on
 * @param size of the page in its own pixels
 */
export function usePagePointer(
  ground: Readonly<Ref<HTMLElement | null>>,
  size: Readonly<Ref<{ width: number; height: number }>>,
) {
  const page = usePage();

  /** In the page's pixels. */
  function placeOf(event: PointerEvent): { x: number; y: number } {
    const box = ground.value?.getBoundingClientRect();
    if (!box || box.width === 0) return { x: 0, y: 0 };
    return {
      x: ((event.clientX - box.left) / box.width) * size.value.width,
      y: ((event.clientY - box.top) / box.height) * size.value.height,
    };
  }
  let held: { index: number; cut: Cut; which: Sides; from: { x: number; y: number } } | null = null;
  /** A new box that is being drawn on the paper. */
  const drawn = shallowRef<Cut | null>(null);
  let drawnFrom: { x: number; y: number } | null = null;

  function take(event: PointerEvent, index: number, which: Sides): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    page.selected = index;
    held = { index, cut: page.cuts[index], which, from: placeOf(event) };
    ground.value?.setPointerCapture(event.pointerId);
  }
  function startDrawing(event: PointerEvent): void {
    if (event.button !== 0) return;
    page.selected = null;
    drawnFrom = placeOf(event);
    ground.value?.setPointerCapture(event.pointerId);
  }
  function move(event: PointerEvent): void {
    const at = placeOf(event);
    if (held) {
      const { index, cut, which, from } = held;
      const by = { x: at.x - from.x, y: at.y - from.y };
      if (by.x !== 0 || by.y !== 0) page.drag(index, moved(cut, by, which));
    } else if (drawnFrom) {
      const [left, top] = [Math.min(at.x, drawnFrom.x), Math.min(at.y, drawnFrom.y)];
      const [width, height] = [Math.abs(at.x - drawnFrom.x), Math.abs(at.y - drawnFrom.y)];
      drawn.value = { left, top, width, height };
    }
  }
  function drop(): void {
    if (held) page.settle();
    const cut = drawn.value;
    const least = Math.max(size.value.width, size.value.height) / leastDrawn;
    if (cut && cut.width >= least && cut.height >= least) page.add(cut);
    letGo();
  }
  function letGo(): void {
    [held, drawnFrom, drawn.value] = [null, null, null];
  }

  return { drawn, take, startDrawing, move, drop, letGo };
}
