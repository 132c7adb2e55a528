import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { ServedSession } from '../session/served-session.ts';
import type { Analyst } from './analyst.ts';

const text = z.string().min(1).max(2000);

export const analyzeSchema = z.strictObject({
  query: text.optional().meta({ help: 'the question, in plain words' }),
  question: text.optional().meta({ help: 'the same' }),
  session_id: z.string().optional().meta({ help: 'the caller’s latest session when left out' }),
  metrics: z.unknown().optional().meta({ help: 'not used: figures come from the session’s log' }),
});

/** What the analyst says of a session as it stands. @throws ThreadFault, Refusal */
export async function analyze(
  analyst: Analyst,
  session: ServedSession,
  { metrics, query, question = query }: z.output<typeof analyzeSchema>,
  signal: AbortSignal,
) {
  if (question === undefined) throw new FaultlineError('body.query', undefined, 'the question, as a text');
  const run = (await session.request({ do: 'snapshot' })) as LiveSnapshot;
  const { answer, notice, ...rest } = await analyst.ask(run, question, signal);
  const unused =
    metrics === undefined ? '' : ' The metrics that were sent were not used: figures are of its own log.';
  return { session_id: session.id, question, analysis: answer, notice: `${notice}${unused}`, ...rest };
}
