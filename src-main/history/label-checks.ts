/** What checks of labels found, the last one of each data set, so that it is there after a restart. */
import type { Database } from 'better-sqlite3';
import type { Judged, LabelCheckResult } from '../../src-shared/browse.ts';

export interface KeptLabelCheck {
  result: LabelCheckResult;
  /** The images of the list, in its order. */
  suspicious: Judged;
}

/** Of so many data sets; the oldest give way. */
const mostKept = 50;

export function createLabelChecks(database: Database) {
  const put = database.prepare(
    `INSERT INTO label_checks (fingerprint, made_at, result, found)
     VALUES (@fingerprint, @madeAt, @result, @found)
     ON CONFLICT (fingerprint) DO UPDATE
       SET made_at = excluded.made_at, result = excluded.result, found = excluded.found`,
  );
  const trim = database.prepare(
    `DELETE FROM label_checks WHERE fingerprint NOT IN
       (SELECT fingerprint FROM label_checks ORDER BY made_at DESC, fingerprint LIMIT ?)`,
  );
  const one = database.prepare<[string], { result: string; found: Buffer }>(
    'SELECT result, found FROM label_checks WHERE fingerprint = ?',
  );
  return {
    /** In the place of the one before. `fingerprint`: of the pixels that were judged. */
    keep: database.transaction(
      (fingerprint: string, { result, suspicious }: KeptLabelCheck): void => {
        const { madeAt } = result;
        const found = pack(suspicious);
        put.run({ fingerprint, madeAt, result: JSON.stringify(result), found });
        trim.run(mostKept);
      },
    ),
    of(fingerprint: string): KeptLabelCheck | null {
      const row = one.get(fingerprint);
      if (!row) return null;
      // Ours, as written above.
      const result = JSON.parse(row.result) as LabelCheckResult;
      return { result, suspicious: unpack(row.found) };
    },
  };
}

export type LabelChecks = ReturnType<typeof createLabelChecks>;

/** Of one image: three whole numbers of 32 bits and three fractions. */
const numbersEach = 6;

/** As they lie in memory: little-endian on every machine that Electron runs on. */
function pack({ samples, labels, predicted, ofLabel, ofPredicted, loss }: Judged): Buffer {
  const count = samples.length;
  const bytes = new ArrayBuffer(4 * numbersEach * count);
  for (const [i, numbers] of [samples, labels, predicted].entries())
    new Uint32Array(bytes, 4 * i * count, count).set(numbers);
  for (const [i, numbers] of [ofLabel, ofPredicted, loss].entries())
    new Float32Array(bytes, 4 * (3 + i) * count, count).set(numbers);
  return Buffer.from(bytes);
}

function unpack(packed: Buffer): Judged {
  const count = Math.floor(packed.length / (4 * numbersEach));
  const bytes = new Uint8Array(packed).buffer;
  const whole = (i: number): Uint32Array => new Uint32Array(bytes, 4 * i * count, count);
  const fraction = (i: number): Float32Array => new Float32Array(bytes, 4 * i * count, count);
  return {
    samples: whole(0).slice(),
    labels: Uint16Array.from(whole(1)),
    predicted: Uint16Array.from(whole(2)),
    ofLabel: fraction(3).slice(),
    ofPredicted: fraction(4).slice(),
    loss: fraction(5).slice(),
  };
}
