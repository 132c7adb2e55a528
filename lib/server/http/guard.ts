import { isIP } from 'node:net';
import { HttpError } from './http-error.ts';

export interface GuardOptions {
  /** Listens on this machine only. */
  readonly isLoopback: boolean;
  readonly hasTokens: boolean;
  /** Names of this server, besides those of the machine itself. */
  readonly hostNames: readonly string[];
  /** Origins of pages of others that may use this server. */
  readonly origins: readonly string[];
}

interface Heads {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/** Keeps pages of others out, who come with the browser of a user. */
export class Guard {
  private readonly options: GuardOptions;

  constructor(options: GuardOptions) {
    this.options = options;
  }

  /**
   * Whether a request may come in: returns the origin that is to be allowed by CORS, null when it is our own.
   *
   * @throws HttpError when it may not.
   */
  check({ host, origin }: Heads): string | null {
    this.checkHost(host);
    if (origin === undefined || isSame(origin, host)) return null;
    if (this.options.origins.includes(origin)) return origin;
    const allowed = 'the server’s own; serve --origin lets others in';
    throw new HttpError(403, `pages of ${origin.slice(0, 200)} may not use this server`, {
      where: 'origin',
      allowed,
    });
  }

  /**
   * A page of another may have its own name point here, and would then be of our origin. Where nothing else
   * keeps it out, only names that cannot be made to do so are taken.
   */
  private checkHost(host: string | undefined): void {
    const { hasTokens, hostNames, isLoopback } = this.options;
    if (host === undefined || (hasTokens && !isLoopback)) return;
    const name = hostNameOf(host);
    if (name !== null && (hostNames.includes(name) || isLoopbackName(name))) return;
    if (name !== null && !isLoopback && isIP(name.replace(/^\[|\]$/g, '')) !== 0) return;
    const allowed = 'localhost, or a name that serve --host-name gives';
    throw new HttpError(403, `${host.slice(0, 200)} is not a name of this server`, {
      where: 'host',
      allowed,
    });
  }
}

/** Whether a name stands for this machine and no other. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '::1' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** In lower case, without the port; null for one that is not well-formed. */
function hostNameOf(host: string): string | null {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : null;
}

function isSame(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  const { host: theirs, protocol } = new URL(origin);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  const ours = `${protocol}//${host}`;
  return URL.canParse(ours) && new URL(ours).host === theirs;
}
