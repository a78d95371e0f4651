/**
 * A datafile's content (seed: View a file by UID). The API answers a redirect to another host, which is followed by hand:
 * no token, cookie or header of ours goes there. A transfer that breaks off is resumed from a fresh redirect.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporaryError } from '../errors.ts';
import { BadAnswerError, refusal } from './answers.ts';
import type { Api } from './client.ts';
import { type Failure, PATIENCE, RetryPolicy } from './retry.ts';
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
  const transfer = new Transfer(downloading);
  const first = await transfer.find({});
  return { name: nameIn(first.url), length: lengthOf(first.answer), chunks: transfer.chunks(first) };
}

interface Found {
  readonly answer: Answer;
  readonly url: string;
}

/** One download, with the retries that all its requests to the host share. */
class Transfer {
  private readonly again: (failure: Failure) => number | undefined;

  constructor(private readonly downloading: Downloading) {
    const clocks = { now: Date.now, elapsed: () => performance.now(), random: Math.random };
    this.again = new RetryPolicy({ retries: downloading.retries, patience: PATIENCE }, clocks).begin('GET');
  }

  /** Every byte once: after a break, the rest from a fresh address, provided it is still the same file. */
  async *chunks(first: Found): AsyncGenerator<Uint8Array> {
    let found = first;
    let received = 0;
    const length = lengthOf(first.answer);
    const version = first.answer.headers['etag'];
    for (;;) {
      try {
        for await (const chunk of found.answer.body) {
          received += chunk.length;
          yield chunk;
        }
        if (length === undefined || received === length) return;
        throw new Error('the transfer ended early');
      } catch (error) {
        if (this.downloading.signal.aborted) throw this.downloading.signal.reason;
        const resumable = length !== undefined && typeof version === 'string';
        if (!resumable || !(await this.mayGoOn({ kind: 'network', sent: true, lasting: false }))) {
          throw cutShort(error, found.url, received, length);
        }
        found = await this.find({ range: `bytes=${received}-`, 'if-range': version });
        if (found.answer.status !== 206 || startOf(found.answer) !== received) {
          found.answer.body.discard();
          throw cutShort(error, found.url, received, length);
        }
      }
    }
  }

  /** Goes from the API to the host that has the file. Only the first hop carries the token. */
  async find(headers: Readonly<Record<string, string>>): Promise<Found> {
    const { api, signal } = this.downloading;
    const isAnswer = (status: number) => status >= 200 && status < 400;
    let { url } = this.downloading;
    let answer = await api.send({ method: 'GET', path: url }, async (got) => got, { accept: isAnswer, signal });
    for (let hop = 1; isRedirect(answer.status); hop += 1) {
      answer.body.discard();
      if (hop > MOST_HOPS) throw new BadAnswerError(`the file is behind more than ${MOST_HOPS} redirects`);
      url = targetOf(answer, url);
      answer = await this.fromHost(url, headers);
    }
    if (answer.status < 200 || answer.status >= 300) throw await refusalOfHost(answer, url);
    const { headers: got } = answer;
    if (got['content-length'] === undefined && got['transfer-encoding'] === undefined) {
      answer.body.discard();
      throw new BadAnswerError(
        'the file host does not say how long the file is, so that a part could pass for the whole',
      );
    }
    return { answer, url };
  }

  private async fromHost(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const { transport, signal } = this.downloading;
    for (;;) {
      try {
        const answer = await transport.once({ method: 'GET', url, headers, body: undefined, signal });
        const { status } = answer;
        if (status < 400 || !(await this.mayGoOn({ kind: 'status', status }))) return answer;
        answer.body.discard();
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        const { sent, lasting } = error;
        if (!(await this.mayGoOn({ kind: 'network', sent, lasting }))) throw error;
      }
    }
  }

  /** Waits until the host may be asked again; whether it may at all. */
  private async mayGoOn(failure: Failure): Promise<boolean> {
    const { signal } = this.downloading;
    const wait = this.again(failure);
    if (wait === undefined) return false;
    await sleep(wait, undefined, { signal }).catch(() => {
      throw signal.reason;
    });
    return true;
  }
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** A host that turns away the address that the API gave says nothing about the account. */
async function refusalOfHost(answer: Answer, url: string): Promise<Error> {
  if (answer.status !== 401 && answer.status !== 403) return refusal(answer, 'GET');
  answer.body.discard();
  return new TemporaryError(`${new URL(url).host} refuses the address that the API gave (${answer.status})`, {
    status: answer.status,
    hint: 'It may have expired: try again.',
  });
}

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
