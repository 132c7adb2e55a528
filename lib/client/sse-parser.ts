/**
 * Reads `text/event-stream` as it comes and gives the data of each event, as the HTML standard parses it
 * (section 9.2.6). Names and ids of events are not given: the data of ours say both.
 */
export class SseParser {
  private rest = '';
  private data: string[] = [];
  private isFirst = true;
  /** The last chunk ended in a carriage return: a line feed at the start of the next belongs to it. */
  private isAfterReturn = false;

  /** The data of the events that this chunk completes. */
  push(chunk: string): string[] {
    let text = chunk;
    if (text === '') return [];
    if (this.isFirst && text.startsWith('\uFEFF')) text = text.slice(1);
    this.isFirst = false;
    if (this.isAfterReturn && text.startsWith('\n')) text = text.slice(1);
    this.isAfterReturn = text.endsWith('\r');
    const lines = (this.rest + text).split(/\r\n|\n|\r/);
    this.rest = lines.pop() ?? '';
    const events: string[] = [];
    for (const line of lines) this.take(line, events);
    return events;
  }

  private take(line: string, events: string[]): void {
    if (line === '') {
      if (this.data.length > 0) events.push(this.data.join('\n'));
      this.data = [];
      return;
    }
    if (!line.startsWith('data')) return;
    if (line.length === 4) this.data.push('');
    else if (line[4] === ':') this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
}
