/** A small server that answers as a test scripts it and records what it was asked, and the program run against it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { main } from '../../src/main.ts';
import type { Outcome } from './account.ts';
import { type MemoryIoOptions, memoryIo } from './io.ts';

/** A request as it arrived. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  /** The parameters of the query, decoded, in order. */
  readonly search: readonly (readonly [name: string, value: string])[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  /** 200 if not given. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

/** Scripted: the reply itself, or how to make it from the request. */
type Script = Reply | ((request: Recorded) => Reply | Promise<Reply>);

export interface TestServer {
  readonly url: string;
  /** Every request but those for tokens, in the order of their arrival. */
  readonly requests: readonly Recorded[];
  readonly tokenRequests: readonly Recorded[];
  /** Scripts the replies of a route (`GET /v3/brands`), one after the other; the last one stays. */
  on(route: string, ...replies: Script[]): void;
  /** The only request so far. @throws Error when there were none or several */
  only(): Recorded;
  close(): Promise<void>;
}

const TOKEN_ROUTE = 'POST /v3/oauth/token';
/** As the document shows it (seed: Retrieving a Bearer Token). */
const TOKEN = {
  access_token: 'bearer token value',
  token_type: 'bearer',
  created_at: 1499868367,
  expires_in: 10800,
  refresh_token: 'refresh token value',
};

export async function startServer(): Promise<TestServer> {
  const routes = new Map<string, Script[]>([[TOKEN_ROUTE, [{ body: TOKEN }]]]);
  const requests: Recorded[] = [];
  const tokenRequests: Recorded[] = [];
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '', 'http://localhost');
    const request: Recorded = {
      method: incoming.method ?? '',
      path: url.pathname,
      search: [...url.searchParams],
      headers: incoming.headers,
      body: await buffer(incoming),
    };
    const route = `${request.method} ${request.path}`;
    (route === TOKEN_ROUTE ? tokenRequests : requests).push(request);
    const scripts = routes.get(route) ?? [];
    const script = (scripts.length > 1 ? scripts.shift() : scripts[0]) ?? unscripted(route);
    const { status = 200, headers = {}, body } = typeof script === 'function' ? await script(request) : script;
    const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    response.statusCode = status;
    response.setHeaders(
      new Map(Object.entries({ ...(raw ? {} : { 'content-type': 'application/json' }), ...headers })),
    );
    response.end(raw ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    tokenRequests,
    on: (route, ...replies) => void routes.set(route, replies),
    only() {
      const [only, ...more] = requests;
      if (only && more.length === 0) return only;
      throw new Error(
        `expected one request, not ${requests.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
      );
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Nothing else answers with this status, and the program does not try it again. */
const unscripted = (route: string): Reply => ({ status: 501, body: `the test did not script ${route}` });

/** The JSON that a request carried. */
export const sent = (request: Recorded): unknown => JSON.parse(request.body.toString('utf8'));

export interface RunOptions extends Pick<MemoryIoOptions, 'stdin' | 'tty' | 'columns' | 'rows' | 'now' | 'signal'> {
  readonly server?: TestServer;
  /** In addition to the credentials and addresses of the test; undefined takes one of these away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A person at the terminal: what is typed once a prompt with this text is shown, in order. */
  readonly answers?: readonly (readonly [prompt: string, typed: string])[];
  /** Where the program runs and keeps its settings; a folder of its own, removed afterwards, if not given. */
  readonly folder?: string;
}

/**
 * Runs `dispatch WORDS...` in this process, logged in by the environment.
 * @param words a text is taken apart at its spaces
 */
export async function run(words: string | readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { server, env, folder: given, answers, ...others } = options;
  const folder = given ?? temporaryFolder();
  const keyboard = new PassThrough();
  const io = memoryIo({
    ...(answers ? { tty: true, stdin: keyboard } : {}),
    ...others,
    cwd: folder,
    home: folder,
    env: {
      DISPATCH_CONFIG_DIR: join(folder, 'config'),
      // Nobody listens on the discard port: a test that names no server reaches none.
      DISPATCH_API_URL: server?.url ?? 'http://127.0.0.1:9',
      DISPATCH_CLIENT_ID: 'public_key',
      DISPATCH_CLIENT_SECRET: 'secret_key',
      ...env,
    },
  });
  // The process's own streams outlive what is piped into them, a prompt for instance.
  io.stderr.stream.end = () => io.stderr.stream;
  const stopTyping = typeWhenAsked(answers ?? [], keyboard, io.err);
  try {
    const code = await main(typeof words === 'string' ? words.split(' ') : words, io);
    return { code, out: io.out(), err: io.err() };
  } finally {
    stopTyping();
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns how to stop */
function typeWhenAsked(answers: NonNullable<RunOptions['answers']>, keyboard: PassThrough, shown: () => string) {
  const left = [...answers];
  const timer = setInterval(() => {
    const [next] = left;
    if (!next || !shown().includes(next[0])) return;
    left.shift();
    keyboard.write(next[1]);
  }, 10);
  return () => clearInterval(timer);
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'dispatch-test-'));
