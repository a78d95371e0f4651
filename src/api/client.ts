/**
 * The one request function: token, tries, deadline, errors, trace. Everything that talks to the API goes through it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporaryError } from '../errors.ts';
import type { Json } from '../spec/json.ts';
import { MAY_HAVE_HAPPENED, readJson, refusal } from './answers.ts';
import { address } from './query.ts';
import { type Failure, isIdempotent, mayRetry, pause, RetryBudget } from './retry.ts';
import { redactBody, redactHeader, redactUrl, type Trace } from './trace.ts';
import { NetworkError, networkError, type Transport } from './transport.ts';
import type { Answer, ApiRequest, Tokens } from './types.ts';

export interface ApiOptions {
  readonly apiUrl: string;
  readonly transport: Transport;
  /** Absent for requests that carry no token (the token endpoint itself, other hosts). */
  readonly tokens?: Tokens;
  /** How often one request may be sent again. */
  readonly retries: number;
  /** Aborted when the command is interrupted or its time is over; its reason is thrown. */
  readonly signal: AbortSignal;
  readonly userAgent: string;
  readonly trace?: Trace;
  readonly now: () => number;
}

export interface JsonAnswer {
  readonly status: number;
  /** Undefined for an empty body. */
  readonly body: Json | undefined;
  readonly requestId: string | undefined;
  /** The server's clock when it answered, in milliseconds since the epoch, where it says so. */
  readonly date: number | undefined;
  /** Milliseconds from the first try to the answer. */
  readonly took: number;
  /** How often it was sent; more than 1 says that the API is under pressure. */
  readonly tries: number;
}

export interface Api {
  readonly apiUrl: string;
  /**
   * Sends a request and reads its answer with `read`, both of them again where that is safe (`retry.ts`).
   * @throws AuthError, NotFoundError, RefusedError, TemporaryError by status; NetworkError; the signal's reason
   */
  send<T>(request: ApiRequest, read: (answer: Answer, tries: number) => Promise<T>, options?: SendOptions): Promise<T>;
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
  const { apiUrl, transport, tokens, retries, userAgent, trace, now } = options;
  const budget = new RetryBudget();

  /** One try with one token. */
  async function attempt(request: ApiRequest, token: string | undefined, signal: AbortSignal): Promise<Answer> {
    const url = address(apiUrl, request.path, request.query);
    const form = await request.form?.();
    const headers: Record<string, string> = {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...form?.headers,
      ...request.headers,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const body = form?.stream ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const { method } = request;
    traceRequest(trace, method, url, headers, request.body);
    const started = now();
    try {
      const answer = await transport.once({ method, url, headers, body, signal });
      traceAnswer(trace, answer, now() - started);
      return answer;
    } catch (error) {
      trace?.(`! ${error instanceof Error ? error.message : String(error)} after ${now() - started} ms`);
      throw error;
    } finally {
      form?.close();
    }
  }

  /** One try with the current token, replayed once with another when the API answers 401. */
  async function authorized(request: ApiRequest, signal: AbortSignal): Promise<Answer> {
    if (!tokens) return attempt(request, undefined, signal);
    const token = await tokens.current();
    const answer = await attempt(request, token, signal);
    if (answer.status !== 401) return answer;
    const fresh = await tokens.renewed(token);
    if (fresh === undefined) return answer;
    answer.body.resume();
    return attempt(request, fresh, signal);
  }

  const send: Api['send'] = async (request, read, { accept = isSuccess, signal = options.signal } = {}) => {
    const { method } = request;
    let mayBeDone = false;
    for (let tries = 1; ; tries += 1) {
      let retryAfter: string | undefined;
      let error: Error;
      let failure: Failure;
      try {
        const answer = await authorized(request, signal);
        const deletedBefore = mayBeDone && method === 'DELETE' && answer.status === 404;
        if (accept(answer.status) || deletedBefore) {
          const result = await readFully(answer, tries, read, address(apiUrl, request.path), signal);
          budget.succeed();
          return result;
        }
        failure = { kind: 'status', status: answer.status };
        const header = answer.headers['retry-after'];
        retryAfter = typeof header === 'string' ? header : undefined;
        error = await refusal(answer, method);
      } catch (thrown) {
        if (!(thrown instanceof NetworkError)) throw thrown;
        failure = { kind: 'network', sent: thrown.sent, lasting: thrown.lasting };
        mayBeDone ||= thrown.sent;
        error = thrown.sent && !isIdempotent(method) ? unsure(thrown, method) : thrown;
      }
      if (tries > retries || !mayRetry(method, failure) || !budget.take()) throw error;
      const wait = pause(tries, retryAfter, now(), Math.random);
      trace?.(`~ trying again in ${Math.round(wait)} ms`);
      await sleep(wait, undefined, { signal }).catch(() => {
        throw signal.reason;
      });
    }
  };

  return {
    apiUrl,
    send,
    json: (request, sendOptions) => {
      const started = now();
      return send(
        request,
        async (answer, tries) => ({
          status: answer.status,
          body: await readJson(answer),
          requestId: answer.requestId,
          date: dateOf(answer),
          took: now() - started,
          tries,
        }),
        sendOptions,
      );
    },
  };
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
    const code = (error as NodeJS.ErrnoException).code;
    throw error instanceof Error && isSocketCode(code) ? networkError(error, url) : error;
  }
}

function dateOf({ headers }: Answer): number | undefined {
  const date = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

const isSocketCode = (code: string | undefined): boolean =>
  code !== undefined && (code.startsWith('UND_ERR_') || code === 'ECONNRESET' || code === 'EPIPE');

/** A write whose answer was lost: nobody can know whether it took effect. */
const unsure = (lost: NetworkError, method: string): TemporaryError =>
  new TemporaryError(`${lost.message} before the answer to the ${method} came`, {
    hint: MAY_HAVE_HAPPENED,
    cause: lost,
  });

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
