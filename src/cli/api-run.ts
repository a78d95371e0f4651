/** What `dispatch api` does. */

import { readText, refusalOf, unwrapMany } from '../api/answers.ts';
import type { ApiRequest } from '../api/types.ts';
import { UsageError } from '../errors.ts';
import { readData } from '../input/body.ts';
import { quote } from '../input/quote.ts';
import type { Result } from '../output/result.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { METHODS } from './api.ts';
import { tellAwaited } from './awaited.ts';
import type { Call } from './command.ts';
import { listPages } from './lists.ts';
import { plan } from './plan.ts';
import type { Session } from './session.ts';

export async function sendAny({ session, args, flags }: Call): Promise<Result> {
  const data = flags.get('data');
  if (data === '-') await tellAwaited(session, 'JSON');
  const request: ApiRequest = {
    method: methodOf(args[0] ?? ''),
    path: pathOf(args[1] ?? ''),
    headers: headersOf(flags.all('header')),
    ...(data === undefined ? {} : { body: await readData(data, session.io) }),
  };
  if (session.dryRun) return plan(session, [request]);
  if (flags.has('paginate')) return paginate(session, request);
  const shaped = ['output', 'fields', 'query'].some((flag) => flags.has(flag)) && !flags.has('include');
  if (!shaped) return { kind: 'raw', chunks: raw(session, request, flags.has('include')) };
  const { body } = await (await session.api()).json(request);
  return body === undefined ? { kind: 'nothing' } : asRecords(body);
}

/** The body as it came, also that of a refusal, which is then an error all the same. */
async function* raw(session: Session, request: ApiRequest, include: boolean): AsyncGenerator<string> {
  const api = await session.api();
  const final = (status: number) => status < 500 && status !== 429;
  const { answer, text } = await api.send(request, async (got) => ({ answer: got, text: await readText(got) }), {
    accept: final,
  });
  if (include) yield `${headOf(answer.status, answer.headers)}\n`;
  // A prompt that follows belongs on a line of its own; elsewhere not a byte is added.
  yield session.io.stdout.isTerminal && !text.endsWith('\n') ? `${text}\n` : text;
  if (answer.status >= 400) throw refusalOf(answer, text, request.method);
}

function headOf(status: number, headers: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}\n`),
  );
  return `HTTP/1.1 ${status}\n${lines.join('')}`;
}

function paginate(session: Session, request: ApiRequest): Result {
  if (request.method !== 'GET') throw new UsageError('--paginate is for GET');
  const [path = '', search = ''] = request.path.split('?');
  const parameters = [...new URLSearchParams(search)];
  const offset = Number(parameters.find(([name]) => name === 'offset')?.[1] ?? 0);
  const query = parameters.filter(([name]) => name !== 'limit' && name !== 'offset');
  const key = path.split('/').findLast((part) => part !== '') ?? '';
  return {
    kind: 'records',
    nouns: 'records',
    pages: listPages(session, { ...request, path, query }, (body) => unwrapMany(body, key, 'records'), {
      wanted: Number.POSITIVE_INFINITY,
      offset,
    }),
  };
}

/** An answer as records: the array or object in its envelope, or itself. */
function asRecords(body: Json): Result {
  const inner = envelopeOf(body);
  if (Array.isArray(inner)) {
    const records = inner.map((value) => (isObject(value) ? value : { value }));
    return {
      kind: 'records',
      nouns: 'records',
      pages: (async function* () {
        yield records;
      })(),
    };
  }
  return { kind: 'record', record: isObject(inner) ? inner : { value: inner } };
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{"brands": [...], "meta": {...}}` and `{"brand": {...}}` hold one value beside `meta`. */
function envelopeOf(body: Json): Json {
  if (!isObject(body)) return body;
  const [only, ...others] = Object.entries(body).filter(([key]) => key !== 'meta');
  return only && others.length === 0 && typeof only[1] === 'object' && only[1] !== null ? only[1] : body;
}

function methodOf(word: string): string {
  const method = word.toUpperCase();
  if ((METHODS as readonly string[]).includes(method)) return method;
  throw new UsageError(`unknown method ${quote(word)}`, { hint: `The methods are ${METHODS.join(', ')}.` });
}

/** The token goes to the API's own address only, so that a path is all that can be given. */
function pathOf(word: string): string {
  const path = word.startsWith('/') ? word : `/${word}`;
  if (/^\/\/|^\/?[a-z]+:|[\s\p{Cc}\\#]|%(?![\da-f]{2})/iu.test(word) || path.startsWith('//')) {
    throw new UsageError(`${quote(word)} is not a path of the API`, {
      hint: 'Give what stands behind the address, for instance /v3/appointments.',
    });
  }
  return path;
}

/** Headers that decide about the connection or the account are not the caller's to set. */
const OWN_HEADERS = new Set(['authorization', 'host', 'content-length', 'transfer-encoding', 'connection', 'cookie']);

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(text);
      const [, name, value] = match ?? [];
      if (name === undefined || value === undefined) {
        throw new UsageError(`--header must be NAME:VALUE, not ${quote(text)}`);
      }
      if (OWN_HEADERS.has(name.toLowerCase())) throw new UsageError(`--header cannot set ${name}`);
      return [name.toLowerCase(), value.trim()];
    }),
  );
}
