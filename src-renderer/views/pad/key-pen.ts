/** A pen that the keys move: arrows, and the four keys around them on a number pad for aslant. */
import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef } from 'vue';
import { padSide } from '../../../src-shared/drawing.ts';
import { usePad } from '../../stores/pad.ts';

export interface PenPlace {
  /** Pad units from the upper left corner. */
  x: number;
  y: number;
}

export interface KeyPen {
  /** Null until a key moved it, and when the pad is left. */
  place: Readonly<ShallowRef<PenPlace | null>>;
  isDown: Readonly<Ref<boolean>>;
  pressed: (event: KeyboardEvent) => void;
  lift: () => void;
}

/** Pad units a key press, and with Shift. */
const [step, farStep] = [16, 64];
const directions: Readonly<Record<string, [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

/** Where a key moves the pen to, within the pad; null for keys that do not. */
export function movedPen(
  { x, y }: PenPlace,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  pad: { width: number; height: number },
): PenPlace | null {
  const direction = directions[key];
  if (!direction) return null;
  const far = shiftKey ? farStep : step;
  const within = (at: number, most: number): number => Math.min(most, Math.max(0, at));
  return {
    x: within(x + direction[0] * far, pad.width),
    y: within(y + direction[1] * far, pad.height),
  };
}

export function useKeyPen(draw: {
  begin: (x: number, y: number) => void;
  go: (x: number, y: number) => void;
  end: () => void;
}): KeyPen {
  const pad = usePad();
  const place = shallowRef<PenPlace | null>(null);
  const isDown = ref(false);
  const start = (): PenPlace => ({ x: Math.round(pad.width / 2), y: padSide / 2 });

  function up(): void {
    if (isDown.value) draw.end();
    isDown.value = false;
  }
  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = place.value ?? start();
    if (event.key === ' ') {
      place.value = now;
      // A key that is held repeats.
      if (event.repeat) return event.preventDefault();
      if (isDown.value) up();
      else {
        isDown.value = true;
        draw.begin(now.x, now.y);
      }
    } else {
      const next = movedPen(now, event, { width: pad.width, height: padSide });
      if (!next) {
        // Undo, clear and the like are about whole strokes.
        if (event.key !== 'Shift') up();
        return;
      }
      place.value = next;
      if (isDown.value) draw.go(next.x, next.y);
    }
    event.preventDefault();
    event.stopPropagation();
  }
  function lift(): void {
    up();
    place.value = null;
  }
  onScopeDispose(lift);
  return { place, isDown, pressed, lift };
}
