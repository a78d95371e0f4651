/** An account that is logged in, with its files written by hand, and a token endpoint as strict as any. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { folder, json, type Ran, type Seen, server, type TestServer } from './helpers.ts';

export interface Account {
  readonly dir: string;
  /** Leads the program to the account; no address and no token beside it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly configFile: string;
  readonly tokenFile: string;
  readonly config: () => Record<string, unknown>;
  readonly token: () => Record<string, unknown>;
}

/** The login of a profile as it is kept, with the secret in the file. */
export const KEYS = { client_id: 'key', secret_in: 'file', client_secret: 'canary-secret' };
/** That of a service provider's user, who has no secret. */
export const USER = { client_id: 'key', username: 'dana@example.com', secret_in: 'nowhere' };

/** Writes the profile `default` and a token that ended two hours ago, with what is said otherwise. */
export function account(
  { url }: { readonly url: string },
  login: Readonly<Record<string, string>> = KEYS,
  token: Readonly<Record<string, unknown>> = {},
): Account {
  const dir = join(folder(), 'config');
  const name = login['username'] ?? login['client_id'] ?? '';
  const host = url.replace('http://', '').replace(':', '-');
  const configFile = join(dir, 'config.json');
  const tokenFile = join(dir, 'tokens', `${host}_${name.replace('@', '%40')}.json`);
  mkdirSync(join(dir, 'tokens'), { recursive: true, mode: 0o700 });
  place(configFile, { current: 'default', profiles: { default: { defaults: {}, login: { api_url: url, ...login } } } });
  place(tokenFile, {
    api_url: url,
    account: name,
    access_token: 'old',
    refresh_token: 'r1',
    obtained_at: Date.now() - 18_000_000,
    expires_in: 10_800,
    generation: 1,
    ...token,
  });
  return {
    dir,
    env: { DISPATCH_CONFIG_DIR: dir, DISPATCH_API_URL: undefined, DISPATCH_TOKEN: undefined },
    configFile,
    tokenFile,
    config: () => read(configFile),
    token: () => read(tokenFile),
  };
}

export const place = (file: string, content: unknown): void =>
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));

/** When it has just been got: it is good by the local clock. */
export const fresh = () => ({ obtained_at: Date.now() });

/**
 * An API that takes no tokens but those that it gave, and whose refresh tokens can be used once, `r1` first.
 * @param delayed what to wait for before a token request is answered; it counts as done before
 */
export async function strictApi(delayed: (nth: number) => unknown = () => undefined): Promise<TestServer> {
  const given = new Set<string>();
  const refreshTokens = new Set(['r1']);
  let nth = 0;
  return server(
    ({ headers }, response) =>
      given.has(String(headers.authorization).replace('Bearer ', ''))
        ? json(response, 200, JOB)
        : json(response, 401, { error: 'unauthorized' }),
    async ({ body }, response) => {
      const said = JSON.parse(body.toString());
      nth += 1;
      const number = nth;
      const granted =
        said.grant_type === 'refresh_token'
          ? refreshTokens.delete(said.refresh_token)
          : said.client_id === 'key' && said.client_secret === 'canary-secret';
      if (granted) {
        given.add(`token${number}`);
        refreshTokens.add(`refresh${number}`);
      }
      await delayed(number);
      if (!granted) return json(response, 400, { error: 'invalid_grant' });
      const answer = { access_token: `token${number}`, refresh_token: `refresh${number}`, expires_in: 10_800 };
      return json(response, 200, answer);
    },
  );
}

/** How each token was asked for. */
export const grants = ({ tokenRequests }: { readonly tokenRequests: readonly Seen[] }): readonly string[] =>
  tokenRequests.map(({ body }) => JSON.parse(body.toString()).grant_type);

/** A command that sends one request, what answers it, and what it gives then. */
export const GET = ['jobs', 'get', '7', '-o', 'ndjson', '--fields', 'id'] as const;
export const JOB = { job: { id: 7 } };
export const GOT = '{"id":7}\n';

/** What is to be looked at when all went well. */
export const brief = ({ code, out, err }: Pick<Ran, 'code' | 'out' | 'err'>) => ({ code, out, err });
export const WELL = { code: 0, out: GOT, err: '' };

/** A promise, and what fulfils it. */
export function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** Runs another program, which runs `dispatch`, with this environment and no more. */
export async function through(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Pick<Ran, 'code' | 'out' | 'err'>> {
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], HOME: folder(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | undefined>((resolve) => child.once('close', (code) => resolve(code ?? undefined)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
