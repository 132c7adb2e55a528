import { readFileSync } from 'node:fs';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import { HttpError } from './http-error.ts';
import type { Identity } from './identity.ts';

/** As long as what HS256 makes (RFC 7518, 3.2). */
const SECRET_BYTES = 32;
const ALGORITHM = 'HS256';

const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number(),
  scope: z.literal('view').optional(),
  session: z.string().min(1).optional(),
  role: z.literal('admin').optional(),
});

/** What a token is to say. */
export interface TokenClaims {
  /** The owner. */
  readonly sub: string;
  readonly hours: number;
  /** May only look. */
  readonly isView?: boolean | undefined;
  /** For this session only. */
  readonly session?: string | undefined;
  readonly isAdmin?: boolean | undefined;
}

/** Reads and makes tokens: JSON Web Tokens, signed with a secret (RFC 7519). */
export class Tokens {
  private readonly secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.secret = secret;
  }

  /** Who comes with a token. @throws HttpError for one that is not ours, or no longer holds. */
  async identityOf(token: string | null): Promise<Identity> {
    if (token === null) throw refusal('a token is needed: Authorization: Bearer …', null);
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, this.secret, { algorithms: [ALGORITHM] }));
    } catch (error) {
      const isLate = error instanceof errors.JWTExpired;
      throw refusal(
        isLate ? 'the token has expired' : 'the token is not one of this server',
        'invalid_token',
      );
    }
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) {
      const field = claims.error.issues[0].path.join('.');
      throw refusal(
        `the token is not one of this server: its ${field} is not as it must be`,
        'invalid_token',
      );
    }
    const { exp, role, scope, session, sub } = claims.data;
    return {
      owner: sub,
      isAdmin: role === 'admin',
      mayChange: scope !== 'view',
      only: session ?? null,
      expires: exp * 1000,
    };
  }

  sign({ hours, isAdmin, isView, session, sub }: TokenClaims): Promise<string> {
    const claims = {
      ...(isView === true && { scope: 'view' }),
      ...(session !== undefined && { session }),
      ...(isAdmin === true && { role: 'admin' }),
    };
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(sub)
      .setIssuedAt(now)
      .setExpirationTime(now + Math.round(hours * 3600))
      .sign(this.secret);
  }
}

function refusal(message: string, code: string | null): HttpError {
  const error = code === null ? '' : `, error="${code}"`;
  return new HttpError(401, message, {}, { 'www-authenticate': `Bearer realm="faultline"${error}` });
}

/**
 * The secret of a file, or of the environment; null when there is none.
 *
 * @throws FaultlineError for a file that cannot be read, and for a secret that is too short.
 */
export function secretOf(
  file: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Uint8Array | null {
  const where = file === undefined ? 'FAULTLINE_JWT_SECRET' : '--secret-file';
  let text: string | undefined;
  try {
    text = file === undefined ? environment.FAULTLINE_JWT_SECRET : readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FaultlineError(where, file, `a file that can be read (${code})`);
  }
  if (text === undefined) return null;
  const secret = new TextEncoder().encode(text.trim());
  if (secret.length >= SECRET_BYTES) return secret;
  const allowed = `at least ${SECRET_BYTES}: openssl rand -base64 48 makes one`;
  throw new FaultlineError(where, `a secret of ${secret.length} bytes`, allowed);
}
