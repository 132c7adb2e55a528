import type { RunStore } from '../store/run-store.ts';

const WORDS = {
  connecting: 'connecting',
  live: 'live',
  retrying: 'reconnecting',
  offline: 'offline',
} as const;

/** Whether what is shown is what there is. */
export function ConnectionLight({ run }: { readonly run: RunStore }) {
  const connection = run.connection.value;
  const reason = run.link.reason.value;
  return (
    <span class="light" data-state={connection} role="status" title={reason || WORDS[connection]}>
      <span class="lamp" aria-hidden="true" />
      <span class="light-word">{WORDS[connection]}</span>
      {connection === 'offline' && (
        <button type="button" class="link" onClick={() => location.reload()}>
          try again
        </button>
      )}
    </span>
  );
}
