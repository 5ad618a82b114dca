/** The nearest points of each point, found by comparing all: exact, and the same every time. */
import type { Course } from '../lab/steering.ts';

export interface Neighbours {
  /** By point its nearest, itself first, then by rising distance; of equally far ones the first. */
  indices: number[][];
  distances: number[][];
}

/**
 * @param points `[number, size]`
 * @param wanted neighbours of each, itself among them
 * @param course one step a point
 */
export async function nearestNeighbours(
  points: Float32Array,
  size: number,
  wanted: number,
  course: Course,
): Promise<Neighbours> {
  const number = size === 0 ? 0 : points.length / size;
  const k = Math.min(wanted, number);
  const found: Neighbours = { indices: [], distances: [] };
  const nearest = new Int32Array(k);
  const squares = new Float64Array(k);
  for (let point = 0; point < number; point++) {
    nearest[0] = point;
    squares[0] = 0;
    let kept = 1;
    for (let other = 0; other < number; other++) {
      if (other === point) continue;
      const limit = kept < k ? Infinity : squares[k - 1];
      const square = squaredDistance(points, size, point, other, limit);
      if (square >= limit) continue;
      let place = kept < k ? kept++ : k - 1;
      for (; place > 1 && squares[place - 1] > square; place--) {
        squares[place] = squares[place - 1];
        nearest[place] = nearest[place - 1];
      }
      squares[place] = square;
      nearest[place] = other;
    }
    found.indices.push(Array.from(nearest.subarray(0, kept)));
    found.distances.push(Array.from(squares.subarray(0, kept), Math.sqrt));
    await course.advance(1);
  }
  return found;
}

/** Of no use, and left off, once it is above `limit`. */
function squaredDistance(
  points: Float32Array,
  size: number,
  a: number,
  b: number,
  limit: number,
): number {
  let sum = 0;
  for (let i = 0; i < size && sum < limit; i++) {
    const difference = points[a * size + i] - points[b * size + i];
    sum += difference * difference;
  }
  return sum;
}
