/** One connection of a stream, from its opening to its end. */
export interface Wire {
  /** Whether messages can be sent this way. */
  readonly canSend: boolean;
  /** Sends a message to the session. */
  send(message: unknown): void;
  /** Ends it: nothing is heard of it any more. */
  close(): void;
}

/** Why a connection ended. */
export interface Ending {
  readonly reason: string;
  /** Another try would end like this one. */
  readonly isFinal: boolean;
  /** The status of the HTTP answer that was the end; left out: there was none. */
  readonly status?: number;
}

/** A message of the server, as it came. */
export type WireMessage = Readonly<Record<string, unknown>>;

/** What is heard of a connection. `end` comes once and last, and not after it was closed from this side. */
export interface WireHandlers {
  /** The server has taken it. */
  readonly live: () => void;
  readonly message: (message: WireMessage) => void;
  readonly end: (ending: Ending) => void;
}

/** Opens a connection. What is heard of it comes later, never within the call. */
export type OpenWire = (handlers: WireHandlers) => Wire;

/** The messages of a text of the server, which holds one or an array of them; null when it is neither. */
export function messagesOf(text: string): readonly WireMessage[] | null {
  try {
    const read: unknown = JSON.parse(text);
    const messages: readonly unknown[] = Array.isArray(read) ? read : [read];
    const isRead = messages.every((message) => typeof message === 'object' && message !== null);
    return isRead ? (messages as readonly WireMessage[]) : null;
  } catch {
    return null;
  }
}

export const UNREADABLE: Ending = { reason: 'the server sent what cannot be read', isFinal: false };

/** Whether a server that answers with this status refuses for good. */
export function isFinalStatus(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}
