/** Icons as strokes on a 20 x 20 ground, drawn with the text's colour. */
export const icons = {
  data: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z',
  train: 'M3 3v14h14M5.5 13.5c3 0 3-7 6-8 1.5-.5 3-.5 5-.5',
  runs: 'M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9',
  pad: 'M3 3h14v14H3zM6 13c1.5-5 3-7 4-6s-2 5.5-1 6 2-4 3-4-.5 3 2 2.5',
  folder: 'M2.5 5V16h15V6.5H9.5L8 4.5H2.5z',
  image: 'M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13 7.5v.1',
  pause: 'M7 4v12M13 4v12',
  play: 'M6 3.5v13l10.5-6.5z',
  stop: 'M5 5h10v10H5z',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4 8-9',
  warning: 'M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.1',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15M10 9v5M10 6.3v.1',
  left: 'M12 4l-6 6 6 6',
  right: 'M8 4l6 6-6 6',
  down: 'M4 8l6 6 6-6',
  up: 'M4 12l6-6 6 6',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z',
  language:
    'M2.5 5h9M7 3v2M10 5c-.8 3.5-3.5 6-7 7.5M4.5 7.5c1 2.3 3 4 5.5 5M9.5 17.5l3.8-9 3.7 9M10.8 14.5h5',
  keyboard: 'M2 5h16v10H2zM5 8h.1M8 8h.1M11 8h.1M14 8h.1M5 12h.1M8 12h5M15 12h.1',
  random:
    'M2.5 6h3c4 0 5 8 9 8h3M2.5 14h3c1.2 0 2.1-.7 2.9-1.7M11.6 7.7c.8-1 1.7-1.7 2.9-1.7h3M15 3.5l2.5 2.5L15 8.5M15 11.5l2.5 2.5-2.5 2.5',
  trash: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  edit: 'M4 16l.8-3.5L13.5 3.8l2.7 2.7L7.5 15.2zM11.5 5.8l2.7 2.7',
  table: 'M3 4h14v12H3zM3 8h14M3 12h14M9 4v12',
  plus: 'M10 4v12M4 10h12',
  invert:
    'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15M10 2.5v15M10 6h5.5M10 9h7M10 12h7M10 15h4.5',
  exclude: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15M4.8 4.8l10.4 10.4',
  redo: 'M13.5 4L17 7.5 13.5 11M17 7.5H8a4.5 4.5 0 0 0 0 9h4',
  clock: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15M10 5.5V10l3 2',
  star: 'M10 2.8l2.2 4.7 5.1.6-3.8 3.5 1 5.1-4.5-2.6-4.5 2.6 1-5.1L2.7 8.1l5.1-.6z',
  archive: 'M3 4h14v3.5H3zM4.2 7.5V16h11.6V7.5M8 10.5h4',
  tag: 'M3 3h7l7 7-7 7-7-7zM6.5 6.5h.1',
  columns: 'M3 4h14v12H3zM8 4v12M12.5 4v12',
  undo: 'M6.5 4L3 7.5 6.5 11M3 7.5h9a4.5 4.5 0 0 1 0 9H8',
} as const;

export type IconName = keyof typeof icons;
