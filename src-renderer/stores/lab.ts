/** What the laboratory looks at: run, images, the run beside it, and the curves drawn so far. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { LabSubject } from '../../src-shared/api/lab.ts';
import {
  type CurveQuestion,
  type DamageCurve,
  imageChoices,
  type UnitName,
} from '../../src-shared/lab.ts';
import type { ImageChoice } from '../../src-shared/lab.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { call } from '../api.ts';
import { useAsked } from './asked.ts';
import { useDataset } from './dataset.ts';
import { useNotices } from './notices.ts';
import { useOverlay } from './overlay.ts';
import { useRuns } from './runs.ts';

export const labParts = ['mistakes', 'image', 'network'] as const;
export type LabPart = (typeof labParts)[number];

/** A curve as it was asked for. */
export interface KeptCurve extends DamageCurve {
  question: CurveQuestion;
}

export const useLab = defineStore('lab', () => {
  const dataset = useDataset();
  const runs = useRuns();
  const notices = useNotices();
  const overlay = useOverlay();

  const part = ref<LabPart>('mistakes');
  const run = computed(() => runs.modelRun);
  const fits = ({ dataset: own }: RunSummary): boolean => {
    const { current } = dataset;
    if (!current || current.width !== own.width || current.height !== own.height) return false;
    // Of its own data set the classes may have got other names since.
    const names = own.classes.join('\n');
    return (
      current.fingerprint === own.fingerprint ||
      current.inFiles.classes.join('\n') === names ||
      current.classes.join('\n') === names
    );
  };
  /** Runs that can be judged by the images that are open, besides the one in use. */
  const others = computed(() =>
    runs.withModel.filter((each) => each.id !== run.value?.id && fits(each)),
  );
  const otherId = ref<string | null>(null);
  const other = computed(() => others.value.find(({ id }) => id === otherId.value) ?? null);

  const { value: judgedBy, error: judgedByError } = useAsked(
    () => {
      const [{ value }, { current }] = [run, dataset];
      // Epochs count because a run that trains has its split as soon as it has a model.
      const edits = overlay.state?.hash ?? null;
      return value && current ? { runId: value.id, datasetId: current.id, edits } : null;
    },
    ({ runId, datasetId }) => call('lab/images', { runId, datasetId }),
    { keep: true },
  );
  const wanted = ref<ImageChoice>('test');
  const offered = computed(() => imageChoices.filter((each) => judgedBy.value?.images[each]));
  const choice = computed<ImageChoice>(() =>
    offered.value.includes(wanted.value) ? wanted.value : 'all',
  );
  const choose = (next: ImageChoice): void => void (wanted.value = next);

  /** Of a run in the chosen images; null until it is known what they are. */
  function subjectOf(of: RunSummary | null): LabSubject | null {
    const datasetId = dataset.current?.id;
    if (!of || datasetId === undefined || !judgedBy.value) return null;
    return { runId: of.id, datasetId, choice: choice.value };
  }
  /** As it is now: trained on it is another model, and edited images have other labels. */
  function standingOf(of: RunSummary | null) {
    const subject = subjectOf(of);
    return subject && of && { subject, epochs: of.epochs, edits: overlay.state?.hash ?? null };
  }

  /** The image that is damaged, or asked of a damaged network. */
  const sample = ref<number | null>(null);
  watch(
    () => dataset.current?.id,
    () => {
      sample.value = null;
      curves.value = [];
    },
  );
  watch(
    () => overlay.state?.hash,
    () => (curves.value = []),
  );
  function damage(index: number): void {
    sample.value = index;
    part.value = 'image';
  }

  /** Units that the network is asked without. Shallow: what goes to the main process must be plain. */
  const silenced = shallowRef<readonly UnitName[]>([]);
  watch(
    () => run.value?.id,
    () => (silenced.value = []),
  );
  function silence(unit: UnitName): void {
    silenced.value = [unit];
    part.value = 'network';
  }

  const curves = shallowRef<readonly KeptCurve[]>([]);
  const drawing = ref(0);
  const isSame = (a: KeptCurve, b: KeptCurve): boolean =>
    a.runId === b.runId &&
    a.choice === b.choice &&
    JSON.stringify(a.question) === JSON.stringify(b.question);
  /** Draws the curve of each run; those that were cancelled are left out. */
  async function draw(of: readonly RunSummary[], question: CurveQuestion): Promise<void> {
    drawing.value += 1;
    try {
      for (const each of of) {
        const subject = subjectOf(each);
        if (!subject) return;
        const found = { ...(await call('lab/curve', { ...subject, question })), question };
        if (dataset.current?.id !== subject.datasetId) return;
        curves.value = [...curves.value.filter((known) => !isSame(known, found)), found];
      }
    } catch (thrown) {
      notices.report(thrown);
    } finally {
      drawing.value -= 1;
    }
  }
  const clear = (kind: CurveQuestion['kind']): void =>
    void (curves.value = curves.value.filter(({ question }) => question.kind !== kind));

  return {
    part,
    run,
    fits,
    others,
    otherId,
    other,
    judgedBy,
    judgedByError,
    offered,
    choice,
    choose,
    subjectOf,
    standingOf,
    sample,
    damage,
    silenced,
    silence,
    curves,
    drawing,
    draw,
    clear,
  };
});
