import { useEffect, useState } from 'preact/hooks';
import type { LoggedEvent } from '../../core/event-kind.ts';
import { eventSentence } from '../../core/event-sentence.ts';
import type { RunStore } from '../store/run-store.ts';
import { announced } from './announced.ts';

/** Milliseconds for which fates are gathered before they are told. */
const PAUSE = 1_500;

/** Tells those who listen to the page what has failed. */
export function FateAnnouncer({ run }: { readonly run: RunStore }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const fates = new Set(Object.keys(run.model.reasons?.fates ?? {}));
    let waiting: LoggedEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const words = announced(waiting, (event) => eventSentence(event, run.kinds, run.entities));
      waiting = [];
      if (words !== '') setText(words);
    };
    const end = run.onEvent((event) => {
      if (!fates.has(event.type)) return;
      waiting.push(event);
      timer ??= setTimeout(tell, PAUSE);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [run]);
  return (
    <p class="unseen" aria-live="polite">
      {text}
    </p>
  );
}
