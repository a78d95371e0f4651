/** The built program as a real process, and small servers that a test lets misbehave. To be called inside tests. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** The executable, as npm links it. */
export const BIN = join(ROOT, 'bin/dispatch.js');

const BUILT = join(ROOT, 'dist/dispatch.cjs');
const LOCK = join(ROOT, 'node_modules/.build-for-tests');

/** Builds the program unless what is there is newer than every source; test files that start together build it once. */
async function ensureBuilt(): Promise<void> {
  for (; isStale(); await sleep(100)) {
    const lock = takeLock();
    if (lock === undefined) continue;
    try {
      if (isStale()) execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' });
    } finally {
      closeSync(lock);
      rmSync(LOCK);
    }
  }
  // A build that is under way has not written everything yet.
  while (statSync(LOCK, { throwIfNoEntry: false })) await sleep(100);
}

function isStale(): boolean {
  const built = statSync(BUILT, { throwIfNoEntry: false });
  if (!built) return true;
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources.some((name) => statSync(join(ROOT, 'src', name)).mtimeMs > built.mtimeMs);
}

function takeLock(): number | undefined {
  try {
    return openSync(LOCK, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

await ensureBuilt();

export interface RunOptions {
  /** In addition to a clean environment with a token; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What standard input holds; nothing if not given. */
  readonly stdin?: string | Uint8Array;
  /** Current folder; an empty one if not given. */
  readonly cwd?: string;
  /** When the process is killed, in milliseconds; two minutes if not given: nothing takes that long unless it hangs. */
  readonly timeoutMs?: number;
  /** Flags for node itself. */
  readonly node?: readonly string[];
}

export interface Ran {
  /** Undefined when it was ended by a signal. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly out: string;
  readonly err: string;
  /** Milliseconds from start to end. */
  readonly ms: number;
}

/** Starts `dispatch ARGS...`; the caller reads its streams. It is killed when the test ends. */
export function start(args: readonly string[], options: RunOptions = {}): ChildProcess {
  const home = folder();
  const child = spawn(process.execPath, [...(options.node ?? []), BIN, ...args], {
    cwd: options.cwd ?? home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      TZ: 'America/New_York',
      DISPATCH_CONFIG_DIR: join(home, 'config'),
      // Nobody listens on the discard port: a test that names no server reaches none.
      DISPATCH_API_URL: 'http://127.0.0.1:9',
      DISPATCH_TOKEN: 'token',
      ...options.env,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs `dispatch ARGS...` to its end. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const began = performance.now();
  const child = start(args, options);
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('the process has no pipes');
  // A program that ends without reading its input is no failure of the test.
  stdin.on('error', () => undefined);
  stdin.end(options.stdin);
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 120_000);
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, signal) => resolve([code, signal])),
  );
  const [out, err, [code, signal]] = await Promise.all([text(stdout), text(stderr), ended]);
  clearTimeout(timer);
  return { code: code ?? undefined, signal: signal ?? undefined, out, err, ms: performance.now() - began };
}

/** The most memory that a process holds until it ends, in bytes (Linux). */
export async function peakMemory(child: ChildProcess): Promise<number> {
  let peak = 0;
  const look = () => {
    const status = read(`/proc/${child.pid}/status`);
    peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
  };
  const looking = setInterval(look, 20);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(looking);
  return peak;
}

/** The text of a file; nothing where there is none, or no longer. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Milliseconds on the test's own clock. */
  readonly at: number;
}

export interface TestServer {
  readonly url: string;
  readonly server: Server;
  /** Every request but those for tokens, in the order of their arrival. */
  readonly requests: readonly Seen[];
  readonly tokenRequests: readonly Seen[];
}

/** As the document shows it (seed: Retrieving a Bearer Token). */
const tokenAnswer = {
  access_token: 'bearer token value',
  token_type: 'bearer',
  created_at: 1499868367,
  expires_in: 10800,
  refresh_token: 'refresh token value',
};

/** Serves on loopback until the test ends; token requests are answered well unless the test answers them itself. */
export async function server(
  handler: (request: Seen, response: ServerResponse, incoming: IncomingMessage) => unknown,
  onToken: typeof handler = (_, response) => json(response, 200, tokenAnswer),
): Promise<TestServer> {
  const requests: Seen[] = [];
  const tokenRequests: Seen[] = [];
  const made = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const at = performance.now();
    // A request that breaks off is not a request.
    const body = await buffer(incoming).catch(() => undefined);
    if (!body) return;
    const request = { method, url, headers, body, at };
    const isToken = url.endsWith('/oauth/token');
    (isToken ? tokenRequests : requests).push(request);
    await (isToken ? onToken : handler)(request, response, incoming);
  });
  return { url: `http://127.0.0.1:${await listen(made)}`, server: made, requests, tokenRequests };
}

/** Listens on a free port of loopback; every connection is closed when the test ends. @returns the port */
export async function listen(made: NetServer): Promise<number> {
  const sockets = new Set<Socket>();
  made.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Resets are what these tests are about.
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => made.close(resolve));
  });
  return (made.address() as AddressInfo).port;
}

/** Ends an answer with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** The environment that leads the program to a server. */
export const at = ({ url }: { readonly url: string }): Record<string, string> => ({ DISPATCH_API_URL: url });

/** An empty folder, removed when the test ends. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'dispatch-faults-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
