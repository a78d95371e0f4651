/** A time limit for each request by itself, for commands that go on until they are stopped. */
import type { Api, SendOptions } from '../api/client.ts';
import { TemporaryError } from '../errors.ts';

export interface Limit {
  readonly ms: number;
  /** As somebody gave it: `30s`. */
  readonly text: string;
}

/**
 * The API with a limit on each request, the tries of it and what is waited between them included.
 * @param signal of the session, which ends a request too.
 */
export function limited(api: Api, { ms, text }: Limit, signal: AbortSignal): Api {
  const within = async <T>(
    options: SendOptions | undefined,
    send: (options: SendOptions) => Promise<T>,
  ): Promise<T> => {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(new TemporaryError(`no answer within ${text}`)), ms);
    try {
      return await send({ ...options, signal: AbortSignal.any([options?.signal ?? signal, over.signal]) });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    apiUrl: api.apiUrl,
    send: (request, read, options) => within(options, (own) => api.send(request, read, own)),
    text: (request, options) => within(options, (own) => api.text(request, own)),
    json: (request, options) => within(options, (own) => api.json(request, own)),
  };
}
