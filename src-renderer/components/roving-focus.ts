/** One tab stop for several buttons: arrows walk among them, Home and End go to the ends. */
import { ref, type Ref, type ShallowRef } from 'vue';

interface RovingFocus {
  /** The place of the button that Tab comes to: give it `tabindex` 0, the others -1. */
  current: Ref<number>;
  /** For `keydown` on the container. */
  walk: (event: KeyboardEvent) => void;
  focus: (place: number) => void;
}

/** The buttons are those of the container, in their order in the page. */
export function useRovingFocus(container: Readonly<ShallowRef<HTMLElement | null>>): RovingFocus {
  const current = ref(0);
  const buttons = (): HTMLElement[] => [
    ...(container.value?.querySelectorAll<HTMLElement>('button') ?? []),
  ];
  function focus(place: number): void {
    current.value = place;
    buttons()[place]?.focus();
  }
  function walk(event: KeyboardEvent): void {
    const count = buttons().length;
    const step: Partial<Record<string, number>> = {
      ArrowRight: current.value + 1,
      ArrowDown: current.value + 1,
      ArrowLeft: current.value - 1,
      ArrowUp: current.value - 1,
      Home: 0,
      End: count - 1,
    };
    const next = step[event.key];
    if (next === undefined || count === 0) return;
    event.preventDefault();
    focus((next + count) % count);
  }
  return { current, walk, focus };
}
