/** What the API layer takes and gives. */
import type { Json } from '../spec/json.ts';

/** Pairs in order; names are sent as they are, values are encoded. */
export type Query = readonly (readonly [name: string, value: string])[];

/** A request before it has an address, a token or a body on the wire. */
export interface ApiRequest {
  readonly method: string;
  /** Behind the API's base address, `/v3/appointments`; or a whole address (the Files host). */
  readonly path: string;
  readonly query?: Query;
  /** JSON body. */
  readonly body?: Json;
  /** A body made anew for every try: each call opens the file again. */
  readonly form?: () => Promise<FormBody>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A multipart body with its length in bytes. */
export interface FormBody {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly headers: Readonly<Record<string, string>>;
  /** Lets go of the file where nothing of it was sent; otherwise it closes with the last chunk, or with the connection. */
  close(): Promise<void>;
}

/** A body as it comes; the server waits while nobody takes it. It is read once. */
export interface Body extends AsyncIterable<Buffer> {
  /** Lets go of what has not been read. Where something is still to come, the connection is closed. */
  discard(): void;
}

/** An answer whose body has not been read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly requestId: string | undefined;
  readonly body: Body;
  /** What was sent and no error may repeat, whatever the answer repeats of the request. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * Where bearer tokens come from. The API layer never learns how: it asks for one, and says which one was refused.
 * Both reject with AuthError when there is nothing to log in with.
 */
export interface Tokens {
  current(): Promise<string>;
  /** A token other than `refused`, which the API answered with 401; undefined where none can be had. */
  renewed(refused: string): Promise<string | undefined>;
}
