/** Reading answers: bodies within limits, records out of their envelopes, refusals as errors. */
import { isAscii } from 'node:buffer';
import { AuthError, NotFoundError, RefusedError, TemporaryError } from '../errors.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Resource } from '../spec/resource.ts';
import { noun, nouns, plural } from '../spec/resource.ts';
import { redactBody, redactText } from './trace.ts';
import type { Answer } from './types.ts';

/** The most that is read of an answer that must be held in memory, in bytes; a page of 100 records has some 30 kB. */
const BODY_LIMIT = 64 * 1024 * 1024;
/** The same of a refusal, which is only quoted. */
const REFUSAL_LIMIT = 1024 * 1024;
/** How much of an unexpected body an error quotes, in characters. */
const EXCERPT = 200;

/** The API answered something it should not: cut short, not JSON, of another shape. */
export class BadAnswerError extends TemporaryError {
  override readonly code: string = 'bad_answer';
}

/** An answer whose body has been read. */
export interface ReadAnswer extends Pick<Answer, 'status' | 'requestId' | 'secrets'> {
  readonly text: string;
}

/** The body as text. @throws BadAnswerError over the limit or in an encoding that was not asked for. */
export async function readText(answer: Answer, limit = BODY_LIMIT): Promise<string> {
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    answer.body.discard();
    throw new BadAnswerError(`the API answered in the encoding ${String(encoding)}, which was not asked for`, {
      requestId: answer.requestId,
    });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > limit) {
      answer.body.discard();
      throw new BadAnswerError(`the API's answer is larger than ${limit / 1024 / 1024} MiB`, {
        requestId: answer.requestId,
      });
    }
    chunks.push(chunk);
  }
  const bytes = chunks[0] && chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  // Latin 1 is read in a third of the time.
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

/** What was sent in secret for a body: one that turns out to be of another shape is quoted without it. */
const secretsOf = new WeakMap<object, Answer['secrets']>();

/** The body as JSON; undefined where there is none. @throws BadAnswerError when it is something else. */
export function jsonIn({ text, status, requestId, secrets }: ReadAnswer): Json | undefined {
  if (text.trim() === '') return undefined;
  try {
    const body = JSON.parse(text) as Json;
    if (typeof body === 'string') return redactText(body, secrets);
    if (typeof body === 'object' && body !== null) secretsOf.set(body, secrets);
    return body;
  } catch (cause) {
    throw new BadAnswerError('the API answered something that is not JSON', {
      status,
      details: excerpt(redactText(text, secrets)),
      requestId,
      hint: 'Check the address (dispatch auth status); if it is right, try again later.',
      cause,
    });
  }
}

const excerpt = (text: string): string => (text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1)}…` : text);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One record, however the API wrapped it: `{"appointment": {…}}` or bare (seed shows both). */
export function unwrapOne(body: Json | undefined, key: string, what: string): JsonObject {
  const inner = isObject(body) && isObject(body[key]) ? body[key] : body;
  if (isObject(inner) && Object.keys(inner).length > 0) return inner;
  throw unexpected(body, `one ${what}`);
}

/** A list's records and what `meta` says of their number. `key` is the envelope's; a bare array is taken too. */
export function unwrapMany(body: Json | undefined, key: string, what: string): Page {
  const records = Array.isArray(body) ? (body as readonly Json[]) : isObject(body) ? body[key] : undefined;
  if (!Array.isArray(records) || !records.every(isObject)) throw unexpected(body, `a list of ${what}`);
  const meta = isObject(body) ? body['meta'] : undefined;
  const total = isObject(meta) ? meta['total'] : undefined;
  return { records, total: typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined };
}

export interface Page {
  readonly records: readonly JsonObject[];
  /** `meta.total`, where it is a number. */
  readonly total: number | undefined;
}

export const recordOf = (body: Json | undefined, r: Resource): JsonObject => unwrapOne(body, r.singular, noun(r));
export const recordsOf = (body: Json | undefined, r: Resource): Page => unwrapMany(body, plural(r), nouns(r));

function unexpected(body: Json | undefined, wanted: string): BadAnswerError {
  return new BadAnswerError(`the API answered something else than ${wanted}`, {
    details: body === undefined ? 'an empty body' : excerpt(quoted(body)),
    hint: 'A write may have been done all the same: look before you try again. With --debug the trace shows the requests.',
  });
}

function quoted(body: Json): string {
  const secrets = typeof body === 'object' && body !== null ? secretsOf.get(body) : [];
  return redactText(JSON.stringify(redactBody(body)), secrets);
}

/** The error for a status that is not 2xx (reference: Errors), with the API's own words. */
export async function refusal(answer: Answer, method: string): Promise<Error> {
  // The status alone decides; a body that cannot be read adds nothing.
  const text = await readText(answer, REFUSAL_LIMIT).catch(() => '');
  return refusalOf(answer, text, method);
}

/** The same for a body that has been read. */
export function refusalOf(
  { status, requestId, secrets }: Pick<Answer, 'status' | 'requestId' | 'secrets'>,
  text: string,
  method: string,
): Error {
  const { message, details } = explain(text.trim() === '' ? undefined : parseOr(redactText(text, secrets)));
  const facts = { status, requestId, details };
  const says = message ? `: ${message}` : '';
  if (status === 401) {
    return new AuthError(`the API does not accept the token (401)${says}`, {
      ...facts,
      hint: 'Log in with: dispatch auth login',
    });
  }
  if (status === 403) {
    return new AuthError(`the account is not allowed to do this (403)${says}`, {
      ...facts,
      hint: 'See who you are with: dispatch auth status',
    });
  }
  if (status === 404) return new NotFoundError(`not found (404)${says}`, facts);
  if (status === 429) {
    return new TemporaryError(`the API's rate limit is reached (429)${says}`, { ...facts, hint: 'Try again later.' });
  }
  if (status === 408 || status >= 500) {
    const unsure = method === 'POST' || method === 'PATCH';
    return new TemporaryError(`the API failed (${status})${says}`, {
      ...facts,
      hint: unsure ? MAY_HAVE_HAPPENED : 'Try again later.',
    });
  }
  if (status >= 300 && status < 400) {
    return new RefusedError(`the API answered with a redirect (${status}), which is not followed`, {
      ...facts,
      hint: 'Check the address with: dispatch auth status',
    });
  }
  return new RefusedError(`the API refused the request (${status})${says}`, {
    ...facts,
    hint: 'Correct what it names and try again.',
  });
}

/** What to say when nobody can know whether a write took effect. */
export const MAY_HAVE_HAPPENED =
  'It may have been done all the same: look with the list or get command before you try again.';

function parseOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return excerpt(text);
  }
}

const MESSAGE_KEYS = ['message', 'error_description', 'error', 'title'] as const;
const DETAIL_KEYS = ['details', 'errors', 'error'] as const;

/** The API's message and details: the shape of error bodies is not documented, so take what is there. */
function explain(body: Json | undefined): { message: string | undefined; details: Json | undefined } {
  if (!isObject(body)) return { message: undefined, details: body };
  const message = MESSAGE_KEYS.map((key) => body[key]).find((value) => typeof value === 'string');
  const details = DETAIL_KEYS.map((key) => body[key]).find(
    (value) => value !== undefined && value !== null && value !== message,
  );
  return {
    message: typeof message === 'string' ? excerpt(message) : undefined,
    details: details ?? (message === undefined ? body : undefined),
  };
}
