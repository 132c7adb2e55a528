/** From a colour's or a cursor's escape on: the line is cleared before more is written. */
const CLEARED = '\u001b[K';
const CLEARED_WHOLE = '\u001b[2K';

/**
 * Text as a terminal would leave it: after a carriage return a line is written over, a backspace takes
 * one character back. So a progress bar ends as its last state.
 */
export function overwritten(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.replace(/\r+\n/g, '\n').split('\n').map(lineLeft).join('\n');
}

function lineLeft(line: string): string {
  const passes = line.split(/\r+/);
  // What comes next may still write over this line.
  const end = passes.length > 1 && passes.at(-1) === '' ? '\r' : '';
  let left = '';
  for (const pass of passes) {
    if (pass === '') continue;
    const isCleared = pass.startsWith(CLEARED) || pass.startsWith(CLEARED_WHOLE);
    const text = withoutErased(isCleared ? pass.slice(pass.indexOf('K') + 1) : pass);
    left = isCleared ? text : text + left.slice(text.length);
  }
  return left + end;
}

function withoutErased(text: string): string {
  if (!text.includes('\b')) return text;
  const kept: string[] = [];
  for (const char of text) {
    if (char === '\b') kept.pop();
    else kept.push(char);
  }
  return kept.join('');
}
