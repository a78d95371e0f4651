/** One request on the wire, by undici: connections, proxy, certificates, time limits between bytes. No policy. */
import type { Dispatcher } from 'undici';
import { DispatchError, TemporaryError } from '../errors.ts';
import { spareEngine } from './engine.ts';
import { type Environment, proxyFor } from './proxy.ts';
import { receive } from './receive.ts';
import { redactUrl } from './trace.ts';
import type { Answer } from './types.ts';

/** Milliseconds for opening a connection, and between two signs of life on it. */
const CONNECT_TIMEOUT = 10_000;
const SILENCE_TIMEOUT = 30_000;
/** Connections to one origin; more than eight concurrent pages gained nothing in measurements. */
const CONNECTIONS = 8;

/** A request that got no complete answer. */
export class NetworkError extends TemporaryError {
  override readonly code: string = 'network';
  constructor(
    message: string,
    /** Whether the other side may have seen the request. */
    readonly sent: boolean,
    /** Whether trying again cannot help (certificates). */
    readonly lasting: boolean,
    hint: string,
    cause: unknown,
  ) {
    super(message, { hint, cause });
  }
}

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<Uint8Array> | undefined;
  readonly signal: AbortSignal;
}

export interface Transport {
  /** @throws NetworkError, or the signal's reason when it was aborted. */
  once(request: WireRequest): Promise<Answer>;
  close(): Promise<void>;
}

/** The way to one origin. */
interface Route {
  readonly proxy: string | undefined;
  readonly dispatcher: Promise<Dispatcher>;
}

export function createTransport(env: Environment): Transport {
  const routes = new Map<string, Route>();

  const routeTo = (url: URL): Route => {
    const known = routes.get(url.origin);
    if (known) return known;
    const proxy = proxyFor(url, env);
    const route = { proxy, dispatcher: openDispatcher(url.origin, proxy, env) };
    routes.set(url.origin, route);
    return route;
  };

  return {
    async once({ method, url, headers, body = null, signal }) {
      const target = new URL(url);
      const { origin } = target;
      const { proxy, dispatcher } = routeTo(target);
      try {
        const request = {
          origin,
          path: target.pathname + target.search,
          method: method as Dispatcher.HttpMethod,
          headers,
          // Its types leave out what it takes and documents: iterables.
          body: body as NonNullable<Dispatcher.DispatchOptions['body']>,
          headersTimeout: SILENCE_TIMEOUT,
          bodyTimeout: SILENCE_TIMEOUT,
        };
        const answer = await receive(await dispatcher, request, signal);
        const { status, headers: answered, body: answerBody } = answer;
        const id = answered['x-request-id'];
        const requestId = typeof id === 'string' ? id : undefined;
        return { status, headers: answered, requestId, body: answerBody };
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw networkError(error, url, proxy);
      }
    },
    async close() {
      for (const { dispatcher } of routes.values()) await (await dispatcher).destroy();
    },
  };
}

async function openDispatcher(origin: string, proxy: string | undefined, env: Environment): Promise<Dispatcher> {
  // rejectUnauthorized is said aloud so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch it off.
  const connect = { rejectUnauthorized: true, timeout: CONNECT_TIMEOUT };
  spareEngine();
  if (proxy === undefined) {
    const { Pool } = await import('undici');
    return new Pool(origin, { connections: CONNECTIONS, connect });
  }
  // The build cuts `undici` down to direct connections that leave no trace; this is all of it.
  if (env['NODE_DEBUG']) await silenceTrace();
  const { ProxyAgent, Pool } = await import('undici/index.js');
  // undici asks a proxy that hangs up again, at once and without end, when it is told so in its own words.
  const clientFactory = (address: URL, options: object): Dispatcher => {
    const pool = new Pool(address, options);
    const connectTo = pool.connect.bind(pool) as Dispatcher['connect'];
    const hungUp = (error: NodeJS.ErrnoException): never => {
      if (error.code !== 'UND_ERR_SOCKET') throw error;
      throw Object.assign(new Error('the proxy closed the connection', { cause: error }), { code: PROXY_CLOSED });
    };
    pool.connect = ((request: Dispatcher.ConnectOptions) => connectTo(request).catch(hungUp)) as Dispatcher['connect'];
    return pool;
  };
  const tls = { proxyTls: connect, requestTls: connect };
  return new ProxyAgent({ uri: proxy, ...tls, connections: CONNECTIONS, clientFactory });
}

/** NODE_DEBUG makes undici print whole addresses, presigned ones too, unless somebody listens already when it is loaded. */
async function silenceTrace(): Promise<void> {
  const { subscribe } = await import('node:diagnostics_channel');
  for (const name of ['undici:client:sendHeaders', 'undici:request:headers']) subscribe(name, () => undefined);
}

const PROXY_CLOSED = 'PROXY_CLOSED';
/** Codes of failures before a byte of the request had left. */
const UNSENT = new Set([
  PROXY_CLOSED,
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** What undici says of a proxy that answers CONNECT with another status than 200. */
const PROXY_REFUSAL = /^Proxy response \((\d+)\)/;
const CERTIFICATE = /CERT|SELF_SIGNED|SIGNATURE|ERR_TLS/;

/** Explains a failure of undici or of the socket beneath it, also one that comes while a body is read. */
export function networkError(error: unknown, url: string, proxy?: string): Error {
  if (error instanceof DispatchError) return error;
  const code = codeOf(error);
  const { host } = new URL(url);
  const reason = code === undefined ? String((error as Error).message ?? error) : code;
  if (CERTIFICATE.test(code ?? '')) {
    const hint = 'If your company has its own authority, name its certificate in NODE_EXTRA_CA_CERTS.';
    return new NetworkError(`the certificate of ${host} is refused (${reason})`, false, true, hint, error);
  }
  const turnedDown = PROXY_REFUSAL.exec((error as Error).message)?.[1];
  if (proxy !== undefined && turnedDown !== undefined) {
    const hint = 'Check HTTPS_PROXY, and the name and password in it.';
    const message = `the proxy ${redactUrl(proxy)} does not connect to ${host} (${turnedDown})`;
    return new NetworkError(message, false, turnedDown.startsWith('4'), hint, error);
  }
  const viaProxy = proxy !== undefined ? ` through the proxy ${redactUrl(proxy)}` : '';
  const unsent = UNSENT.has(code ?? '');
  const message = unsent
    ? `cannot reach ${host}${viaProxy} (${reason})`
    : `the connection to ${host}${viaProxy} failed (${reason})`;
  return new NetworkError(message, !unsent, false, 'Check the network and try again.', error);
}

/** The system's or undici's code; of several attempts to connect, the last one's. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, cause } = error as NodeJS.ErrnoException;
  if (error instanceof AggregateError && code === undefined) return codeOf(error.errors.at(-1));
  if (code === 'UND_ERR_SOCKET' || code === undefined) return codeOf(cause) ?? code;
  return code;
}
