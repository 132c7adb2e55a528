import type { Recipe } from '../../lib/index.ts';

/** Runs `body`; what it throws comes out with the recipe that it was about, ready to be run again. */
export function inRecipe<Result>(recipe: Recipe, body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    throw failureOf(recipe, error);
  }
}

/** As `inRecipe`, for a body that is awaited. */
export async function inRecipeAsync<Result>(recipe: Recipe, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } catch (error) {
    throw failureOf(recipe, error);
  }
}

function failureOf(recipe: Recipe, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const failure = new Error(`${reason}\nrecipe: ${JSON.stringify(recipe)}`, { cause: error });
  if (error instanceof Error && error.stack !== undefined)
    failure.stack = `${failure.message}\n${error.stack}`;
  return failure;
}
