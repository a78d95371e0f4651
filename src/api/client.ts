/**
 * The one request function: token, tries, deadline, errors, trace. Everything that talks to the API goes through it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporaryError } from '../errors.ts';
import type { Json } from '../spec/json.ts';
import { BadAnswerError, jsonIn, MAY_HAVE_HAPPENED, type ReadAnswer, readText, refusal } from './answers.ts';
import { address } from './query.ts';
import { type Failure, isIdempotent, mayBeDone, PATIENCE, RetryPolicy } from './retry.ts';
import { redactBody, redactHeader, redactUrl, secretsIn, type Trace } from './trace.ts';
import { NetworkError, networkError, type Transport } from './transport.ts';
import type { Answer, ApiRequest, Tokens } from './types.ts';

export interface ApiOptions {
  readonly apiUrl: string;
  readonly transport: Transport;
  /** Absent for requests that carry no token (the token endpoint itself, other hosts). */
  readonly tokens?: Tokens;
  /** How often one request may be sent again. */
  readonly retries: number;
  /** Milliseconds for which a rate limit is waited out (`RetryLimits`); half a minute if not given. */
  readonly patience?: number;
  /** Aborted when the command is interrupted or its time is over; its reason is thrown. */
  readonly signal: AbortSignal;
  readonly userAgent: string;
  readonly trace?: Trace;
  readonly now: () => number;
}

export interface TextAnswer extends ReadAnswer {
  /** The server's clock when it answered, in milliseconds since the epoch, where it says so. */
  readonly date: number | undefined;
  /** Milliseconds from the first try to the answer. */
  readonly took: number;
  /** How often it was sent; more than 1 says that the API is under pressure. */
  readonly tries: number;
}

export interface JsonAnswer extends Omit<TextAnswer, 'text' | 'secrets'> {
  /** Undefined for an empty body. */
  readonly body: Json | undefined;
}

export interface Api {
  readonly apiUrl: string;
  /**
   * Sends a request and reads its answer with `read`, both of them again where that is safe (`retry.ts`).
   * @throws AuthError, NotFoundError, RefusedError, TemporaryError by status; NetworkError; the signal's reason
   */
  send<T>(request: ApiRequest, read: (answer: Answer, tries: number) => Promise<T>, options?: SendOptions): Promise<T>;
  /** Sends a request and reads its answer. What is JSON in it is found by `jsonIn`, when its turn has come. */
  text(request: ApiRequest, options?: SendOptions): Promise<TextAnswer>;
  /** Sends a request and reads its answer as JSON. */
  json(request: ApiRequest, options?: SendOptions): Promise<JsonAnswer>;
}

export interface SendOptions {
  /** Statuses that are answers, not errors. */
  readonly accept?: (status: number) => boolean;
  readonly signal?: AbortSignal;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

export function createApi(options: ApiOptions): Api {
  const { apiUrl, transport, tokens, retries, patience = PATIENCE, userAgent, trace, now } = options;
  const policy = new RetryPolicy({ retries, patience }, { now, elapsed: () => performance.now(), random: Math.random });

  /** One try with one token. */
  async function attempt(request: ApiRequest, token: string | undefined, signal: AbortSignal): Promise<Answer> {
    const url = address(apiUrl, request.path, request.query);
    const form = await request.form?.();
    // Here and in the answers nothing is spread into a new object for each page of a list: V8 makes a hidden class for each, which stays
    // until it collects old objects. A long listing grew by 1 kB a page.
    let headers: Record<string, string> = { accept: 'application/json', 'user-agent': userAgent };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    if (form || request.headers) headers = { ...headers, ...form?.headers, ...request.headers };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    const body = form?.chunks ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const { method } = request;
    traceRequest(trace, method, url, headers, request.body);
    const started = now();
    try {
      const answer = await transport.once({ method, url, headers, body, signal });
      traceAnswer(trace, answer, now() - started);
      const { status, headers: answered, requestId, body: answerBody } = answer;
      const secrets = [...(token === undefined ? [] : [token]), ...secretsIn(request.body)];
      return { status, headers: answered, requestId, body: answerBody, secrets };
    } catch (error) {
      trace?.(`! ${error instanceof Error ? error.message : String(error)} after ${now() - started} ms`);
      throw error;
    } finally {
      await form?.close();
    }
  }

  /** One try with the current token, replayed once with another when the API answers 401. */
  async function authorized(request: ApiRequest, signal: AbortSignal): Promise<Answer> {
    if (!tokens) return attempt(request, undefined, signal);
    const token = await tokens.current().catch(asNoToken);
    const answer = await attempt(request, token, signal);
    if (answer.status !== 401) return answer;
    const fresh = await tokens.renewed(token).catch(asNoToken);
    if (fresh === undefined) return answer;
    answer.body.discard();
    return attempt(request, fresh, signal);
  }

  const send: Api['send'] = async (request, read, { accept = isSuccess, signal = options.signal } = {}) => {
    const { method } = request;
    const again = policy.begin(method);
    let perhapsDone = false;
    for (let tries = 1; ; tries += 1) {
      let error: Error;
      let failure: Failure;
      try {
        const answer = await authorized(request, signal);
        const deletedBefore = perhapsDone && method === 'DELETE' && answer.status === 404;
        if (accept(answer.status) || deletedBefore) {
          const result = await readFully(answer, tries, read, address(apiUrl, request.path), signal);
          policy.succeed();
          return result;
        }
        const header = answer.headers['retry-after'];
        const retryAfter = typeof header === 'string' ? header : undefined;
        failure = { kind: 'status', status: answer.status, retryAfter };
        error = await refusal(answer, method);
      } catch (thrown) {
        if (thrown instanceof NoToken) throw thrown.reason;
        if (thrown instanceof BadAnswerError && !isIdempotent(method)) throw unsure(thrown, 'in answer to', method);
        if (!(thrown instanceof NetworkError)) throw thrown;
        failure = { kind: 'network', sent: thrown.sent, lasting: thrown.lasting };
        error = thrown.sent && !isIdempotent(method) ? unsure(thrown, 'before the answer to', method) : thrown;
      }
      perhapsDone ||= mayBeDone(failure);
      const wait = again(failure);
      if (wait === undefined) throw error;
      trace?.(`~ trying again in ${Math.round(wait)} ms`);
      await sleep(wait, undefined, { signal }).catch(() => {
        throw signal.reason;
      });
    }
  };

  /** Sends, reads the answer and makes something of it. */
  async function sendFor<T>(
    request: ApiRequest,
    make: (answer: TextAnswer) => T,
    sendOptions?: SendOptions,
  ): Promise<T> {
    const started = now();
    const read = async (answer: Answer, tries: number) => {
      const { status, requestId, secrets } = answer;
      const text = await readText(answer);
      return make({ status, requestId, secrets, text, date: dateOf(answer), took: now() - started, tries });
    };
    return send(request, read, sendOptions);
  }

  return {
    apiUrl,
    send,
    text: (request, sendOptions) => sendFor(request, (answer) => answer, sendOptions),
    json: (request, sendOptions) => sendFor(request, withBody, sendOptions),
  };
}

function withBody(answer: TextAnswer): JsonAnswer {
  const { text: _, secrets: __, ...facts } = answer;
  return { ...facts, body: jsonIn(answer) };
}

/** Reads an answer; a body that breaks off is a failure of the network like any other. */
async function readFully<T>(
  answer: Answer,
  tries: number,
  read: (answer: Answer, tries: number) => Promise<T>,
  url: string,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await read(answer, tries);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof Error && isOfTheWire(error) ? networkError(error, url) : error;
  }
}

function dateOf({ headers }: Answer): number | undefined {
  const date = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

/** Of undici's errors the one for what is no HTTP has no code. */
const isOfTheWire = ({ name, code }: NodeJS.ErrnoException): boolean =>
  name === 'HTTPParserError' ||
  (code !== undefined && (code.startsWith('UND_ERR_') || code === 'ECONNRESET' || code === 'EPIPE'));

/** No token could be had. That has been tried for as often as it may be, and is no failure of the request itself. */
class NoToken extends Error {
  constructor(readonly reason: unknown) {
    super('no token');
  }
}

function asNoToken(reason: unknown): never {
  throw new NoToken(reason);
}

/** A write whose answer was lost or cannot be read: nobody can know whether it took effect. */
function unsure(cause: TemporaryError, when: string, method: string): TemporaryError {
  const Kind = cause instanceof BadAnswerError ? BadAnswerError : TemporaryError;
  const { status, details, requestId } = cause;
  return new Kind(`${cause.message} ${when} the ${method}`, {
    status,
    details,
    requestId,
    hint: MAY_HAVE_HAPPENED,
    cause,
  });
}

function traceRequest(
  trace: Trace | undefined,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Json | undefined,
): void {
  if (!trace) return;
  trace(`> ${method} ${redactUrl(url)}`);
  for (const [name, value] of Object.entries(headers)) trace(`>   ${name}: ${redactHeader(name, value)}`);
  if (body !== undefined) trace(`>   ${JSON.stringify(redactBody(body))}`);
}

function traceAnswer(trace: Trace | undefined, answer: Answer, ms: number): void {
  if (!trace) return;
  trace(`< ${answer.status} after ${ms} ms`);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) trace(`<   ${name}: ${redactHeader(name, String(value))}`);
  }
}
