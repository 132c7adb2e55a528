const MEMORY = 40;

/** When an approximate solution will do, and when to give up. */
export interface ConjugateResidualsLimits {
  /** The largest residual that will do. */
  readonly precision: number;
  /** Gives up where the inverse lengthens a vector by more: rounding errors grow as much. */
  readonly gainMax: number;
}

/**
 * The x with M x = b, by conjugate residuals for any M (Eisenstat, Elman & Schultz 1983): in each step the
 * latest residual becomes a direction, its image is made orthogonal to those before, and x goes along it
 * to the least sum of squared residuals. Fast where all but a few eigenvalues of M are near each other.
 * Starts again after 40 steps. Undefined where 40 steps gain less than a factor of 100, and beyond
 * `gainMax`.
 *
 * `multiply` writes M times its first argument into the second. Overwrites `residual`, which is b at first.
 */
export function conjugateResiduals(
  multiply: (vector: Float64Array, image: Float64Array) => void,
  residual: Float64Array,
  { precision, gainMax }: ConjugateResidualsLimits,
): Float64Array | undefined {
  const x = new Float64Array(residual.length);
  const directions: Float64Array[] = [];
  const images: Float64Array[] = [];
  let start = largest(residual);
  for (let size = start; size > precision; size = largest(residual)) {
    if (directions.length === MEMORY) {
      if (size > start / 100) return undefined;
      start = size;
      directions.length = images.length = 0;
    }
    const direction = residual.slice();
    const image = new Float64Array(residual.length);
    multiply(direction, image);
    images.forEach((earlier, t) => {
      const common = -dot(image, earlier);
      addMultiple(image, common, earlier);
      addMultiple(direction, common, directions[t]);
    });
    const length = Math.sqrt(dot(image, image));
    if (!(length * gainMax > Math.sqrt(dot(direction, direction)))) return undefined;
    scale(image, 1 / length);
    scale(direction, 1 / length);
    const step = dot(residual, image);
    addMultiple(x, step, direction);
    addMultiple(residual, -step, image);
    directions.push(direction);
    images.push(image);
  }
  return x;
}

function largest(vector: Float64Array): number {
  let size = 0;
  for (let i = 0; i < vector.length; i++) size = Math.max(size, Math.abs(vector[i]));
  return size;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addMultiple(vector: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < vector.length; i++) vector[i] += factor * other[i];
}

function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] *= factor;
}
