import type { Message } from '../protocol/message.ts';
import type { CodeCell, DisplayOutput, Output } from './notebook.ts';
import { overwritten } from './overwritten.ts';

type Fields = Record<string, unknown>;

/**
 * Puts what a kernel publishes into the outputs of cells, the way nbformat keeps them. One for a whole
 * notebook: a later cell may replace what an earlier one shows.
 */
export class CellOutputs {
  private readonly displays = new Map<string, DisplayOutput[]>();
  private cell: CodeCell | null = null;
  private clearsNext = false;
  /** What a stream wrote since its output began; joined when something else comes. */
  private written: string[] = [];

  /** From now on messages are outputs of this cell, which begins with none. */
  begin(cell: CodeCell): void {
    cell.outputs = [];
    cell.execution_count = null;
    this.cell = cell;
    this.clearsNext = false;
    this.written = [];
  }

  /** Takes a message; of a type that leaves no output it does nothing. */
  take({ header, content }: Message): void {
    const { cell } = this;
    if (cell === null) return;
    switch (header.msg_type) {
      case 'execute_input':
        cell.execution_count = countIn(content);
        break;
      case 'stream':
        this.takeStream(String(content.name ?? 'stdout'), String(content.text ?? ''));
        break;
      case 'display_data':
        this.show('display_data', content);
        break;
      case 'execute_result':
        this.show('execute_result', content);
        break;
      case 'update_display_data':
        this.update(content);
        break;
      case 'clear_output':
        if (content.wait === true) this.clearsNext = true;
        else this.clear();
        break;
      case 'error':
        this.add({
          output_type: 'error',
          ename: String(content.ename ?? ''),
          evalue: String(content.evalue ?? ''),
          traceback: Array.isArray(content.traceback) ? content.traceback.map(String) : [],
        });
        break;
    }
  }

  /** The cell has ended. */
  end(): void {
    this.joinStream();
    this.cell = null;
  }

  private takeStream(name: string, text: string): void {
    if (this.clearsNext) this.clear();
    const last = this.cell!.outputs.at(-1);
    if (last?.output_type === 'stream' && last.name === name) this.written.push(text);
    else {
      this.add({ output_type: 'stream', name, text: '' });
      this.written = [text];
    }
  }

  private joinStream(): void {
    const last = this.cell?.outputs.at(-1);
    if (last?.output_type === 'stream') last.text = overwritten(last.text + this.written.join(''));
    this.written = [];
  }

  private show(output_type: DisplayOutput['output_type'], content: Fields): void {
    const output: DisplayOutput = {
      output_type,
      data: fieldsIn(content.data),
      metadata: fieldsIn(content.metadata),
      ...(output_type === 'execute_result' && { execution_count: countIn(content) }),
    };
    this.add(output);
    const id = displayIdOf(content);
    if (id !== null) this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
  }

  private update(content: Fields): void {
    const id = displayIdOf(content);
    for (const output of (id !== null && this.displays.get(id)) || []) {
      output.data = fieldsIn(content.data);
      output.metadata = fieldsIn(content.metadata);
    }
  }

  private add(output: Output): void {
    if (this.clearsNext) this.clear();
    this.joinStream();
    this.cell!.outputs.push(output);
  }

  private clear(): void {
    this.clearsNext = false;
    this.written = [];
    this.cell!.outputs = [];
  }
}

function countIn({ execution_count }: Fields): number | null {
  return Number.isInteger(execution_count) ? (execution_count as number) : null;
}

function displayIdOf({ transient }: Fields): string | null {
  const id = fieldsIn(transient).display_id;
  return id === undefined || id === null ? null : String(id);
}

function fieldsIn(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
