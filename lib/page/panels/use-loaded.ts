import { useEffect, useState } from 'preact/hooks';
import { errorText } from './error-text.ts';

/** What is being fetched. */
export interface Loaded<T> {
  readonly value: T | null;
  /** One line; null when all is well. */
  readonly error: string | null;
  readonly isLoading: boolean;
}

const NOTHING: Loaded<never> = { value: null, error: null, isLoading: false };

/**
 * What `load` gives, fetched again whenever one of `on` changes; what is then under way is broken off, as it
 * is when the component goes.
 *
 * @param load null: there is nothing to fetch.
 */
export function useLoaded<T>(
  load: ((signal: AbortSignal) => Promise<T>) | null,
  on: readonly unknown[],
): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>(load === null ? NOTHING : { ...NOTHING, isLoading: true });
  useEffect(() => {
    if (load === null) {
      setLoaded(NOTHING);
      return;
    }
    const abort = new AbortController();
    setLoaded({ ...NOTHING, isLoading: true });
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ ...NOTHING, value });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setLoaded({ ...NOTHING, error: errorText(error) });
      },
    );
    return () => abort.abort(new Error('nobody waits for it any more'));
  }, on as unknown[]);
  return loaded;
}
