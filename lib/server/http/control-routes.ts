import { z } from 'zod';
import { paceSchema } from '../../live/pace.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { AppContext } from './app-context.ts';
import { statusSchema } from './info-schema.ts';

const status = { 200: { description: 'How it stands then.', schema: statusSchema } };

interface Control<Body extends z.ZodType> {
  readonly method?: 'POST' | 'PUT';
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: Body;
  readonly answer?: string;
  readonly request: (body: z.output<Body>, params: Readonly<Record<string, string>>) => SessionRequest;
}

/** What steers a session: each is done between two turns, and answered when it is done. */
export function addControlRoutes(context: AppContext): void {
  const add = <Body extends z.ZodType>(control: Control<Body>): void => {
    const { answer, body, description, method = 'POST', path, request, summary } = control;
    context.route({
      method,
      path: `/api/v1/sessions/:id/${path}`,
      tag: 'control',
      summary,
      ...(description !== undefined && { description }),
      right: 'change',
      ...(body !== undefined && { body }),
      answers: answer === undefined ? status : { 200: { description: answer } },
      handle: (call) =>
        context.sessionOf(call.identity, call.params.id).request(request(call.body, call.params)),
    });
  };

  add({ path: 'pause', summary: 'Pause before the next turn', request: () => ({ do: 'pause' }) });
  add({ path: 'resume', summary: 'Go on', request: () => ({ do: 'resume' }) });
  add({
    path: 'stop',
    summary: 'End it for good; what there is of it can still be read and forked',
    request: () => ({ do: 'stop' }),
  });
  add({
    path: 'step',
    summary: 'Take turns, and pause',
    description: 'One turn, so many turns, or to before the first turn of a time. Answered when it is there.',
    body: z.strictObject({
      turns: z.int().min(1).max(1e9).optional().meta({ help: 'so many turns; 1 when left out' }),
      to: z.number().min(0).optional().meta({ help: 'to before the first turn of this time' }),
    }),
    request: ({ to, turns }) => ({
      do: 'step',
      ...(turns !== undefined && { turns }),
      ...(to !== undefined && { to }),
    }),
  });
  add({
    path: 'rewind',
    summary: 'Go back to before the first turn of a time, and pause; later commands are forgotten',
    body: z.strictObject({ to: z.number().min(0) }),
    request: ({ to }) => ({ do: 'rewind', to }),
  });
  add({
    method: 'PUT',
    path: 'pace',
    summary: 'How fast it goes: "max", {"turns": a second} or {"time": a second}',
    body: z.strictObject({ pace: paceSchema }),
    request: ({ pace }) => ({ do: 'pace', pace }),
  });
  add({
    path: 'commands',
    summary: 'A command of the model, before the next turn',
    description:
      'Its name and its fields, as GET /api/v1/models has them; set changes a live field of the config.',
    body: z.looseObject({ name: z.string().meta({ help: 'such as add_capital' }) }),
    answer: 'The command as it stands in the recipe: with its at.',
    request: (command) => ({ do: 'command', command }),
  });
  add({
    path: 'decisions/:decision',
    summary: 'Answer a decision that a person is asked for',
    body: z.strictObject({ choice: z.enum(['recommended', 'alternative']) }),
    answer: 'The decision, and what was taken.',
    request: ({ choice }, { decision }) => ({ do: 'answer', decision, choice }),
  });
}
