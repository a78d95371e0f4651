/** A plain HTTP client of a running emulator. */
import { afterEach } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../src/emulator/server.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Body = any;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const running: Emulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** Started for one test; ends with it. */
export async function emulated(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ file: ':memory:', ...options });
  running.push(emulator);
  return emulator;
}

export async function send(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

export const CLIENT_GRANT = {
  grant_type: 'client_credentials',
  client_id: 'emulator',
  client_secret: 'emulator-secret',
};

export const grant = (emulator: Emulator, body: unknown = CLIENT_GRANT) =>
  send('POST', `${emulator.apiUrl}/v3/oauth/token`, body);

/** Requests with a token. */
export async function loggedIn(emulator: Emulator) {
  const authorization = `Bearer ${(await grant(emulator)).body.access_token}`;
  const call = (method: string) => (path: string, body?: unknown) =>
    send(method, emulator.apiUrl + path, body, { authorization });
  return { authorization, get: call('GET'), post: call('POST'), patch: call('PATCH'), delete: call('DELETE') };
}
