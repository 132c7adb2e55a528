import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { formNames } from '../hub/form.ts';
import type { HubStats } from '../hub/hub-counts.ts';
import type { ServedSession } from '../session/served-session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Connections } from './connections.ts';

const STATUSES = ['running', 'paused', 'waiting', 'finished', 'stopped', 'failed'] as const;
/** What hubs count, by the name and the help of its metric. */
const COUNTS = {
  messages: ['faultline_messages_total', 'Messages that sessions told.'],
  writes: ['faultline_writes_total', 'Writes to viewers.'],
  bytes: ['faultline_sent_bytes_total', 'Bytes written to viewers.'],
  resets: ['faultline_resets_total', 'Resets that viewers got in place of messages.'],
  drops: ['faultline_drops_total', 'Viewers that were ended because they were too slow.'],
} as const;
const NANO = 1e-9;

type Count = keyof typeof COUNTS;

/** The figures of a server, for Prometheus. Their labels do not grow with what clients do. */
export class Metrics {
  readonly registry = new Registry();
  private readonly sessions: Sessions;
  private readonly counts: Readonly<Record<Count, Counter>>;
  private readonly requests: Counter<'route' | 'method' | 'status'>;
  private readonly seconds: Histogram;
  private readonly seen = new WeakMap<ServedSession, HubStats>();
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });

  constructor(sessions: Sessions, connections: () => Connections | null) {
    this.sessions = sessions;
    const registers = [this.registry];
    this.counts = Object.fromEntries(
      Object.entries(COUNTS).map(([count, [name, help]]) => [count, new Counter({ name, help, registers })]),
    ) as Record<Count, Counter>;
    this.requests = new Counter({
      name: 'faultline_requests_total',
      help: 'Requests by route and status; 101: a WebSocket.',
      labelNames: ['route', 'method', 'status'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'faultline_request_seconds',
      help: 'Time to the end of an answer, streams left out.',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
      registers,
    });
    this.addGauges(connections);
    this.delay.enable();
  }

  /** Of one request. @param seconds null for a stream. */
  count(route: string | null, method: string, status: number, seconds: number | null): void {
    this.requests.inc({ route: route ?? 'unmatched', method: methodOf(method), status: String(status) });
    if (seconds !== null) this.seconds.observe(seconds);
  }

  /** Takes over what a session has counted; to be called before it goes, too. */
  note(session: ServedSession): void {
    const { stats } = session.hub;
    const before = this.seen.get(session);
    for (const count of Object.keys(COUNTS) as Count[]) {
      this.counts[count].inc(stats[count] - (before?.[count] ?? 0));
    }
    this.seen.set(session, stats);
  }

  async text(): Promise<string> {
    for (const session of this.sessions.everyone()) this.note(session);
    return this.registry.metrics();
  }

  close(): void {
    this.delay.disable();
  }

  private addGauges(connections: () => Connections | null): void {
    const { delay, sessions } = this;
    const registers = [this.registry];
    const gauge = (name: string, help: string, read: () => number): void => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    };
    new Gauge({
      name: 'faultline_sessions',
      help: 'Sessions by status.',
      labelNames: ['status'],
      registers,
      collect() {
        const all = sessions.everyone();
        for (const status of STATUSES) {
          this.set({ status }, all.filter((session) => session.status.status === status).length);
        }
      },
    });
    new Gauge({
      name: 'faultline_viewers',
      help: 'Viewers by the form of their stream.',
      labelNames: ['form'],
      registers,
      collect() {
        const all = sessions.everyone().map(({ hub }) => hub.stats.viewers);
        for (const form of formNames) {
          this.set(
            { form },
            all.reduce((sum, viewers) => sum + viewers[form], 0),
          );
        }
      },
    });
    new Gauge({
      name: 'faultline_event_loop_delay_seconds',
      help: 'How late the event loop came, since it was last asked.',
      labelNames: ['quantile'],
      registers,
      collect() {
        for (const quantile of [0.5, 0.99]) {
          this.set({ quantile: String(quantile) }, (delay.percentile(quantile * 100) || 0) * NANO);
        }
        this.set({ quantile: '1' }, delay.max * NANO);
        delay.reset();
      },
    });
    const lag = (): number => Math.max(0, ...sessions.everyone().map(({ hub }) => hub.stats.lag));
    gauge('faultline_viewer_lag_messages', 'Messages that the viewer furthest behind has not had.', lag);
    gauge('faultline_connections', 'Connections now.', () => connections()?.count ?? 0);
    gauge('faultline_connections_refused', 'Connections refused so far.', () => connections()?.refused ?? 0);
    gauge('faultline_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
    gauge('faultline_up_seconds', 'Since the process began.', () => process.uptime());
  }
}

/** Of what clients make up there is no end. */
function methodOf(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}
