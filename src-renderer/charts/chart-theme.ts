/** The tokens as a chart needs them: a canvas can't read CSS variables by itself. */
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue';
import { lineStyle } from '../../src-shared/charts/line-styles.ts';

export interface ChartTheme {
  ink: string;
  inkFaint: string;
  grid: string;
  /** What lies behind the chart. */
  ground: string;
  mark: string;
  fontFamily: string;
  fontSize: number;
  lineWidth: number;
  gap: number;
  /** The colour of the line with that index. */
  colour(index: number): string;
}

/** The colour that is seen through an element without a ground of its own. */
function groundBehind(element: Element | null): string {
  for (let each = element; each; each = each.parentElement) {
    const { backgroundColor } = getComputedStyle(each);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  }
  return 'transparent';
}

function readTheme(element: Element | null): ChartTheme {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string): string => styles.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    inkFaint: token('--ink-faint'),
    grid: token('--line'),
    ground: groundBehind(element),
    mark: token('--seal-text'),
    fontFamily: token('--font-ui'),
    fontSize: Number.parseFloat(token('--text-small')),
    lineWidth: Number.parseFloat(token('--stroke')) * 0.75,
    gap: Number.parseFloat(token('--space-2')),
    colour: (index) => token(lineStyle(index).colourToken),
  };
}

/** The theme where the element is, read again whenever light and dark change; null until it is there. */
export function useChartTheme(
  element: Readonly<ShallowRef<Element | null>>,
): Readonly<ShallowRef<ChartTheme | null>> {
  const theme = shallowRef<ChartTheme | null>(null);
  const read = (): void => void (theme.value = readTheme(element.value));
  const observer = new MutationObserver(read);
  onMounted(() => {
    read();
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  });
  onBeforeUnmount(() => observer.disconnect());
  return theme;
}
