/** What was sent in this run, without anything that says what was in it: for the report of a failure. */
import { NetworkError, type Transport, type WireRequest } from './transport.ts';
import type { Answer } from './types.ts';

export interface Sent {
  readonly method: string;
  /** Without host and query; parts that may name somebody are left out. */
  readonly path: string;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Milliseconds until the answer began, or the failure. */
  readonly ms: number;
  readonly requestId: string | undefined;
}

/** How many requests are remembered, the latest ones. */
const MOST = 20;
/** Words of the API's paths, versions, numbers and uids. */
const HARMLESS = /^(?:[a-z_]{1,30}|v\d{1,2}|\d{1,15}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const REQUEST_ID = /^[\w-]{1,64}$/;

/** The requests of a run. What is told of them is worked out when somebody asks: a long listing sends thousands. */
export class History {
  private readonly latest: (Omit<Sent, 'path'> & { readonly url: string })[] = [];

  /** @param now milliseconds since the epoch */
  constructor(private readonly now: () => number) {}

  get sent(): readonly Sent[] {
    return this.latest.map(({ url, requestId, ...sent }) => ({
      ...sent,
      path: harmlessPath(url),
      requestId: idOrNothing(requestId),
    }));
  }

  /** A transport whose requests are remembered. */
  of(transport: Transport): Transport {
    return {
      ...transport,
      once: async (request) => {
        const began = this.now();
        try {
          const answer = await transport.once(request);
          this.note(request, began, answer);
          return answer;
        } catch (error) {
          if (error instanceof NetworkError) this.note(request, began);
          throw error;
        }
      },
    };
  }

  private note({ method, url }: WireRequest, began: number, answer?: Pick<Answer, 'status' | 'requestId'>): void {
    const ms = this.now() - began;
    this.latest.push({ method, url, status: answer?.status, ms, requestId: answer?.requestId });
    if (this.latest.length > MOST) this.latest.shift();
  }
}

function harmlessPath(url: string): string {
  const parts = new URL(url).pathname.split('/').slice(1);
  return `/${parts.map((part) => (HARMLESS.test(part) ? part : '…')).join('/')}`;
}

const idOrNothing = (id: string | undefined): string | undefined =>
  id !== undefined && REQUEST_ID.test(id) ? id : undefined;
