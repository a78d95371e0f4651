/** `POST /v3/oauth/token` (seed and reference: Authentication): a JSON body with the documented fields and no others. */
import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../spec/json.ts';
import { CLIENT, USER } from './credentials.ts';
import { type Answer, Refusal, readObject } from './http.ts';
import type { Tokens } from './tokens.ts';

export const TOKEN_PATH = '/v3/oauth/token';

/** The fields that go with each grant, all of them required. */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
  client_credentials: ['client_id', 'client_secret'],
  password: ['username', 'password', 'client_id', 'client_secret'],
  refresh_token: ['refresh_token'],
};

/** Answers 200 with a token, 400 `invalid_request`, `unsupported_grant_type` or `invalid_grant`, 401 `invalid_client`. */
export async function grantToken(request: IncomingMessage, tokens: Tokens): Promise<Answer> {
  let body: JsonObject;
  try {
    body = await readObject(request);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.status, 'invalid_request', error.message);
    throw error;
  }
  const { grant_type: grant, ...sent } = body;
  if (typeof grant !== 'string') return refused(400, 'invalid_request', 'grant_type is missing');
  const fields = Object.hasOwn(GRANTS, grant) ? GRANTS[grant] : undefined;
  if (!fields) return refused(400, 'unsupported_grant_type', `There is no grant ${grant}`);
  const extra = Object.keys(sent).find((name) => !fields.includes(name));
  if (extra !== undefined) return refused(400, 'invalid_request', `${extra} does not belong to ${grant}`);
  const missing = fields.find((name) => typeof sent[name] !== 'string' || sent[name] === '');
  if (missing !== undefined) return refused(400, 'invalid_request', `${missing} is missing`);

  if (grant === 'refresh_token') {
    if (!tokens.use(String(sent['refresh_token']))) {
      return refused(400, 'invalid_grant', 'The refresh token is unknown or was used before');
    }
  } else if (sent['client_id'] !== CLIENT.id || sent['client_secret'] !== CLIENT.secret) {
    return refused(401, 'invalid_client', 'Client authentication failed');
  } else if (grant === 'password' && (sent['username'] !== USER.username || sent['password'] !== USER.password)) {
    return refused(400, 'invalid_grant', 'Wrong username or password');
  }
  return { status: 200, body: tokens.issue(), headers: { 'cache-control': 'no-store' } };
}

function refused(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}
