/** The kinds of files that leave the program to be shown or sent on. */

export const chartFileKinds = ['png', 'svg', 'csv'] as const;
export type ChartFileKind = (typeof chartFileKinds)[number];

/** `inkling`: a bundle. */
export const sharedFileKinds = [...chartFileKinds, 'json', 'html', 'inkling'] as const;
export type SharedFileKind = (typeof sharedFileKinds)[number];

/** Runs in one report. */
export const maximumReportRuns = 200;

/** A title as a file's name that every system takes. */
export function fileNameOf(title: string, kind: SharedFileKind): string {
  const stem = title

    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\p{Surrogate}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 80)
    .trim();
  return `${stem || 'inkling'}.${kind}`;
}
