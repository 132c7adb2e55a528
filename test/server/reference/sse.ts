/** An event as it comes by SSE. */
export interface SseEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** The events of an answer, as they come. Comments are passed over. */
export async function* sseEvents(response: Response): AsyncGenerator<SseEvent> {
  if (response.body === null) return;
  let text = '';
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    text += bytes;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const of = (field: string): string =>
        lines
          .filter((line) => line.startsWith(`${field}: `))
          .map((line) => line.slice(field.length + 2))
          .join('\n');
      if (lines.some((line) => line.startsWith('data: '))) {
        yield { id: of('id'), event: of('event') || 'message', data: of('data') };
      }
    }
  }
}
