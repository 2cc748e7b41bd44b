/** Logistic regression with an L2 penalty: the attacker. Accelerated gradient descent on standardised columns. */
import type { Vector } from "./keep.ts";

/** Gives a score to a vector; higher is likelier to have the trait. */
export type Attacker = (vector: Vector) => number;

const STEPS = 150;
/** Columns in which fewer people differ from zero teach nothing but their names. */
const LEAST_PEOPLE = 4;
/** Penalties tried, per example; the best on a fifth of the training people is taken. */
const PENALTIES = [0.01, 0.1, 1] as const;

/** Learns to tell people with the trait (1) from people without (0). */
export function attacker(vectors: readonly Vector[], traits: readonly number[]): Attacker {
  const validates = (at: number) => at % 5 === 0;
  const pick = <Item>(items: readonly Item[], wanted: boolean) => items.filter((_, at) => validates(at) === wanted);
  const [fitOn, checkOn] = [pick(vectors, false), pick(vectors, true)];
  const [fitTraits, checkTraits] = [pick(traits, false), pick(traits, true)];
  const losses = PENALTIES.map((penalty) => {
    const model = fitted(fitOn, fitTraits, penalty);
    return checkOn.reduce((sum, vector, at) => sum + Math.log1p(Math.exp((checkTraits[at] ? -1 : 1) * model(vector))), 0);
  });
  return fitted(vectors, traits, PENALTIES[losses.indexOf(Math.min(...losses))] ?? 1);
}

/** Log-odds by weights that minimise mean log-loss + penalty / 2 · |weights|². */
export function fitted(vectors: readonly Vector[], traits: readonly number[], penalty: number): Attacker {
  const columns = usedColumns(vectors);
  const { mean, scale } = standard(vectors, columns);
  const width = columns.length + 1;
  const rows = vectors.map((vector) => standardised(vector));
  const step = 1 / (largest(rows, width) / 4 + penalty);
  let weights = new Float64Array(width);
  let ahead = new Float64Array(width);
  for (let round = 1; round <= STEPS; round++) {
    const gradient = new Float64Array(width);
    for (const [at, row] of rows.entries()) {
      const error = 1 / (1 + Math.exp(-dot(row, ahead))) - (traits[at] ?? 0);
      for (let column = 0; column < width; column++) gradient[column] = (gradient[column] as number) + (error * (row[column] as number)) / rows.length;
    }
    const next = ahead.map((weight, column) => weight - step * ((gradient[column] as number) + (column === width - 1 ? 0 : penalty * weight)));
    const momentum = (round - 1) / (round + 2);
    ahead = next.map((weight, column) => weight + momentum * (weight - (weights[column] as number)));
    weights = next;
  }
  return (vector) => dot(standardised(vector), weights);

  function standardised(vector: Vector): Float64Array {
    const row = new Float64Array(width);
    for (const [to, from] of columns.entries()) row[to] = ((vector[from] as number) - (mean[to] as number)) / (scale[to] as number);
    row[width - 1] = 1;
    return row;
  }
}

function usedColumns(vectors: readonly Vector[]): number[] {
  const width = vectors[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => column).filter((column) => vectors.filter((vector) => vector[column] !== 0).length >= LEAST_PEOPLE);
}

function standard(vectors: readonly Vector[], columns: readonly number[]): { mean: number[]; scale: number[] } {
  const mean = columns.map((column) => vectors.reduce((sum, vector) => sum + (vector[column] as number), 0) / vectors.length);
  const scale = columns.map(
    (column, at) => Math.sqrt(vectors.reduce((sum, vector) => sum + ((vector[column] as number) - (mean[at] as number)) ** 2, 0) / vectors.length) || 1,
  );
  return { mean, scale };
}

/** The largest eigenvalue of the rows' second moments, by a few rounds of power iteration. */
function largest(rows: readonly Float64Array[], width: number): number {
  let direction = new Float64Array(width).fill(1 / Math.sqrt(width));
  let value = 1;
  for (let round = 0; round < 12; round++) {
    const next = new Float64Array(width);
    for (const row of rows) {
      const along = dot(row, direction) / rows.length;
      for (let column = 0; column < width; column++) next[column] = (next[column] as number) + along * (row[column] as number);
    }
    value = Math.sqrt(dot(next, next)) || 1;
    direction = next.map((number) => number / value);
  }
  return value * 1.05;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
