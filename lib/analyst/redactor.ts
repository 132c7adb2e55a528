/** Shorter ones are placeholders, such as `none`, and would take words out of every text. */
const SECRET_LENGTH_MIN = 6;
const HIDDEN = '[key]';

/**
 * What takes a key out of a text, however a server may have sent it back: as it is, in a URL, in JSON, in
 * base64 at any offset, in hexadecimal.
 */
export function redactor(key: string | undefined): (text: string) => string {
  const secret = key ?? '';
  if (secret.length < SECRET_LENGTH_MIN) return (text) => text;
  const forms = new Set([
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    ...base64Forms(secret),
    hex(secret),
  ]);
  // The longest first: one form may be within another.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(ordered.map(escapePattern).join('|'), 'gi');
  return (text) => text.replace(pattern, HIDDEN);
}

function base64Forms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  return [0, 1, 2].flatMap((offset) => {
    // What stands before and after it decides the first and the last characters, which are left out.
    const padded = String.fromCharCode(...new Uint8Array(offset), ...bytes);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    const inner = btoa(padded).slice(from, to);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(inner)];
  });
}

function hex(secret: string): string {
  return [...new TextEncoder().encode(secret)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
