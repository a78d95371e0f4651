/** What was sent in this run, without anything that says what was in it: for the report of a failure. */
import { NetworkError, type Transport } from './transport.ts';

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

/** Every request that goes through the transport is remembered in `sent`. */
export function remembered(transport: Transport, sent: Sent[], now: () => number): Transport {
  return {
    ...transport,
    async once(request) {
      const began = now();
      const note = (status?: number, requestId?: string) => {
        const { method, url } = request;
        sent.push({
          method,
          // Read of the few that are left at the end: a long listing sends thousands.
          get path() {
            return harmlessPath(url);
          },
          status,
          ms: now() - began,
          requestId: idOrNothing(requestId),
        });
        if (sent.length > MOST) sent.shift();
      };
      try {
        const answer = await transport.once(request);
        note(answer.status, answer.requestId);
        return answer;
      } catch (error) {
        if (error instanceof NetworkError) note();
        throw error;
      }
    },
  };
}

function harmlessPath(url: string): string {
  const parts = new URL(url).pathname.split('/').slice(1);
  return `/${parts.map((part) => (HARMLESS.test(part) ? part : '…')).join('/')}`;
}

const idOrNothing = (id: string | undefined): string | undefined =>
  id !== undefined && REQUEST_ID.test(id) ? id : undefined;
