import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

/** A signal's value that changes at most every so many milliseconds: what is read should hold still. */
export function useSlow<T>(source: ReadonlySignal<T>, milliseconds: number): T {
  const [value, setValue] = useState(() => source.peek());
  useEffect(() => {
    setValue(() => source.peek());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = effect(() => {
      void source.value;
      timer ??= setTimeout(() => {
        timer = undefined;
        setValue(() => source.peek());
      }, milliseconds);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [source, milliseconds]);
  return value;
}
