import { csv } from './csv.ts';
import type { DatasetFormat } from './format.ts';
import { folders } from './folders.ts';
import { idx } from './idx.ts';
import { matlab } from './matlab.ts';
import { names } from './names.ts';
import { numpy } from './numpy.ts';
import { text } from './text.ts';

/** In the order in which they are tried: from the most particular to the most general. */
export const formats: readonly DatasetFormat[] = [idx, csv, numpy, matlab, text, names, folders];
/** Whose files may lie in folders named after their splits; the others look there by themselves. */
export const ofFewFiles: ReadonlySet<DatasetFormat> = new Set([csv, numpy, matlab]);
