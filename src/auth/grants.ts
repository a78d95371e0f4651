/** The documented ways to get a token (seed: Authentication; the password grant: reference): bodies and answers. */
import { readText, refusalOf } from '../api/answers.ts';
import type { Api } from '../api/client.ts';
import { NetworkError } from '../api/transport.ts';
import type { Answer } from '../api/types.ts';
import { AuthError, TemporaryError } from '../errors.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { isToken } from './kept.ts';

export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Seconds from the answer on, as far as they can be believed. */
  readonly expiresIn: number;
}

/** Sends the body to the token endpoint. */
export type Exchange = (body: JsonObject) => Promise<Grant>;

export const clientCredentials = (clientId: string, clientSecret: string): JsonObject => ({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: clientSecret,
});

export const password = (username: string, secret: string, clientId: string, clientSecret: string): JsonObject => ({
  grant_type: 'password',
  username,
  password: secret,
  client_id: clientId,
  client_secret: clientSecret,
});

export const refresh = (refreshToken: string): JsonObject => ({
  grant_type: 'refresh_token',
  refresh_token: refreshToken,
});

export const TOKEN_PATH = '/v3/oauth/token';
/** Seconds a token lives when the answer says nothing usable: what the documentation's examples say. */
const USUAL_LIFE = 10_800;

/** An exchange by the API. @throws AuthError when the credentials are refused; TemporaryError, NetworkError */
export function exchangeBy(api: Api): Exchange {
  return async (body) => {
    const isGrant = (status: number) => status < 500 && status !== 429 && status !== 408;
    const request = { method: 'POST', path: TOKEN_PATH, body };
    const read = async (answer: Answer) => ({ answer, text: await readText(answer) });
    const { answer, text } = await api.send(request, read, { accept: isGrant }).catch((error) => {
      throw withoutBody(error);
    });
    if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
      throw new AuthError(`${refusedWhat(body)} not accepted (${answer.status}${errorWord(text)})`, {
        status: answer.status,
        requestId: answer.requestId,
        hint: 'Log in again with: dispatch auth login',
      });
    }
    if (answer.status >= 300) throw refusalOf(answer, '', 'POST');
    return grantIn(text, answer);
  };
}

const refusedWhat = ({ grant_type: type }: JsonObject): string =>
  type === 'refresh_token'
    ? 'the refresh token is'
    : type === 'password'
      ? 'the name and password are'
      : 'the credentials are';

/** A failure of the endpoint says its status alone: who knows what its page repeats of the request. */
function withoutBody(error: unknown): unknown {
  if (!(error instanceof TemporaryError) || error instanceof NetworkError) return error;
  const { status, requestId, message } = error;
  return new TemporaryError(status === undefined ? message : `the token endpoint failed (${status})`, {
    status,
    requestId,
    hint: 'Nothing was changed; try again later.',
  });
}

/** The words of OAuth for a refusal (RFC 6749, 5.2). */
const REFUSALS =
  /"error"\s*:\s*"(invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope)"/;

/** OAuth's word for the reason, where the answer has one; nothing else of the body is repeated. */
function errorWord(text: string): string {
  const word = REFUSALS.exec(text)?.[1];
  return word ? `: ${word}` : '';
}

function grantIn(text: string, { status, requestId }: { status: number; requestId: string | undefined }): Grant {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = objectIn(text);
  if (!isToken(accessToken)) {
    throw new TemporaryError('the token endpoint answered something that is not a token', {
      status,
      requestId,
      hint: 'Check the address with: dispatch auth status',
    });
  }
  return { accessToken, refreshToken: isToken(refreshToken) ? refreshToken : undefined, expiresIn: lifeIn(life) };
}

function objectIn(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    // Not JSON: no token is in it.
    return {};
  }
}

/** A life of nothing, or none, would ask for a token at every request: the usual one is assumed, and a 401 renews anyway. */
function lifeIn(value: Json | undefined): number {
  const seconds = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : USUAL_LIFE;
}
