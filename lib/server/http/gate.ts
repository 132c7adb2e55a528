import type { Right } from './app-context.ts';
import type { Guard } from './guard.ts';
import { HttpError } from './http-error.ts';
import { type Identity, LOCAL } from './identity.ts';
import type { Tokens } from './tokens.ts';

export interface GateOptions {
  readonly guard: Guard;
  /** Null: none are needed. */
  readonly tokens: Tokens | null;
  /** Counts a request from an address. @throws HttpError for one too many. */
  readonly count: (address: string) => Promise<void>;
}

interface Heads {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly authorization?: string | undefined;
}

/** What every request goes through, of HTTP and for WebSockets. */
export class Gate {
  private readonly options: GateOptions;

  constructor(options: GateOptions) {
    this.options = options;
  }

  /** The origin to be allowed by CORS, null for our own. @throws HttpError */
  checkOrigin(heads: Heads): string | null {
    return this.options.guard.check(heads);
  }

  /** @throws HttpError */
  count(address: string): Promise<void> {
    return this.options.count(address);
  }

  /**
   * Who asks.
   *
   * @param inQuery a token that stands in the query, where that is allowed.
   * @throws HttpError for a token that is needed or has not that right.
   */
  async identify(right: Right, heads: Heads, inQuery: string | null): Promise<Identity | null> {
    if (right === 'none') return null;
    const identity = await this.identityOf(heads, inQuery);
    if (right === 'admin' && !identity.isAdmin) throw new HttpError(403, 'this needs a token of an admin');
    if (right === 'change' && !identity.mayChange) {
      throw new HttpError(403, 'this token may look, and change nothing');
    }
    return identity;
  }

  private async identityOf({ authorization }: Heads, inQuery: string | null): Promise<Identity> {
    const { tokens } = this.options;
    if (tokens === null) return LOCAL;
    const [, token = inQuery] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
    return tokens.identityOf(token);
  }
}
