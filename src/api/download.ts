/**
 * A datafile's content (seed: View a file by UID). The API answers a redirect to another host, which is followed by hand:
 * no token, cookie or header of ours goes there. A transfer that breaks off is resumed from a fresh redirect.
 */
import { TemporaryError } from '../errors.ts';
import { BadAnswerError, refusal } from './answers.ts';
import type { Api } from './client.ts';
import { NetworkError, networkError, type Transport } from './transport.ts';
import type { Answer } from './types.ts';

const MOST_HOPS = 5;

export interface Downloading {
  readonly api: Api;
  readonly transport: Transport;
  /** Full address of the datafile. */
  readonly url: string;
  readonly retries: number;
  readonly signal: AbortSignal;
}

export interface Download {
  /** The last part of the address it was found at, decoded but not made safe; undefined when there is none. */
  readonly name: string | undefined;
  /** Bytes, where the host says so. */
  readonly length: number | undefined;
  /** Ends only when every byte has come. @throws TemporaryError when it cannot be completed */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export async function download(downloading: Downloading): Promise<Download> {
  const first = await follow(downloading, {});
  return { name: nameIn(first.url), length: lengthOf(first.answer), chunks: chunksOf(first, downloading) };
}

interface Found {
  readonly answer: Answer;
  readonly url: string;
}

/** Every byte once: after a break, the rest from a fresh address, provided it is still the same file. */
async function* chunksOf(first: Found, downloading: Downloading): AsyncGenerator<Uint8Array> {
  let found = first;
  let received = 0;
  const length = lengthOf(first.answer);
  const version = first.answer.headers['etag'];
  for (let tries = 1; ; tries += 1) {
    try {
      for await (const chunk of found.answer.body as AsyncIterable<Uint8Array>) {
        received += chunk.length;
        yield chunk;
      }
      if (length === undefined || received === length) return;
      throw new Error('the transfer ended early');
    } catch (error) {
      if (downloading.signal.aborted) throw downloading.signal.reason;
      const resumable = length !== undefined && typeof version === 'string' && tries <= downloading.retries;
      if (!resumable) throw cutShort(error, found.url, received, length);
      found = await follow(downloading, { range: `bytes=${received}-`, 'if-range': version });
      if (found.answer.status !== 206 || startOf(found.answer) !== received) {
        found.answer.body.destroy();
        throw cutShort(error, found.url, received, length);
      }
    }
  }
}

/** Goes from the API to the host that has the file. Only the first hop carries the token. */
async function follow(downloading: Downloading, headers: Readonly<Record<string, string>>): Promise<Found> {
  const { api, transport, signal, retries } = downloading;
  const isAnswer = (status: number) => status >= 200 && status < 400;
  let url = downloading.url;
  let answer = await api.send({ method: 'GET', path: url }, async (got) => got, { accept: isAnswer, signal });
  for (let hop = 1; isRedirect(answer.status); hop += 1) {
    answer.body.resume();
    const target = targetOf(answer, url);
    if (hop > MOST_HOPS) throw new BadAnswerError(`the file is behind more than ${MOST_HOPS} redirects`);
    url = target;
    answer = await fromHost(transport, url, headers, signal, retries);
  }
  if (answer.status < 200 || answer.status >= 300) throw await refusal(answer, 'GET');
  const { headers: got } = answer;
  if (got['content-length'] === undefined && got['transfer-encoding'] === undefined) {
    answer.body.destroy();
    throw new BadAnswerError(
      'the file host does not say how long the file is, so that a part could pass for the whole',
    );
  }
  return { answer, url };
}

async function fromHost(
  transport: Transport,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  retries: number,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transport.once({ method: 'GET', url, headers, body: undefined, signal });
    } catch (error) {
      if (!(error instanceof NetworkError) || error.lasting || tries > retries) throw error;
    }
  }
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

function targetOf(answer: Answer, from: string): string {
  const { location } = answer.headers;
  const target = typeof location === 'string' && URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!target || !/^https?:$/.test(target.protocol)) {
    throw new BadAnswerError('the API answered a redirect without a usable address', { status: answer.status });
  }
  if (target.protocol === 'http:' && new URL(from).protocol === 'https:') {
    throw new BadAnswerError(`the API redirects from https: to http: (${target.host}), which is not followed`);
  }
  return target.href;
}

function lengthOf(answer: Answer): number | undefined {
  const length = Number(answer.headers['content-length']);
  return answer.headers['content-length'] !== undefined && Number.isSafeInteger(length) ? length : undefined;
}

/** The first byte of a partial answer: `content-range: bytes 100-199/200`. */
function startOf(answer: Answer): number | undefined {
  const match = /^bytes (\d+)-/.exec(String(answer.headers['content-range']));
  return match ? Number(match[1]) : undefined;
}

function nameIn(url: string): string | undefined {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || undefined;
  } catch {
    // Not an encoded name: it is taken as it stands.
    return last || undefined;
  }
}

function cutShort(error: unknown, url: string, received: number, length: number | undefined): Error {
  const cause = networkError(error, url);
  const of = length === undefined ? '' : ` of ${length}`;
  return new TemporaryError(`the download was cut short after ${received}${of} bytes: ${cause.message}`, {
    hint: 'Nothing was kept; try again.',
    cause,
  });
}
