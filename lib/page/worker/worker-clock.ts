import type { Clock } from '../../live/clock.ts';

/** The clock of a browser's worker. Its timers wait 4 ms at least, a message to oneself does not. */
export function workerClock(): Clock {
  const { port1, port2 } = new MessageChannel();
  const calls: (() => void)[] = [];
  port1.onmessage = () => calls.shift()?.();
  return {
    now: () => performance.now(),
    after: (milliseconds, call) => {
      if (milliseconds > 0) {
        setTimeout(call, milliseconds);
        return;
      }
      calls.push(call);
      port2.postMessage(null);
    },
  };
}
