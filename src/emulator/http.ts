/** What every part of the emulator takes from a request and gives as an answer. */
import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '../spec/json.ts';

export interface Answer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Messages for each field: `{"status": ["must be one of …"]}`. */
export type Details = Readonly<Record<string, readonly string[]>>;

/** A request that is refused; its answer is `{"error", "details"}`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details?: Details,
    readonly headers?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }

  get answer(): Answer {
    return {
      status: this.status,
      body: { error: this.message, ...(this.details && { details: this.details }) },
      ...(this.headers && { headers: this.headers }),
    };
  }
}

/** Far above any record, far below what a machine would mind. */
const LONGEST_BODY = 10 * 1024 * 1024;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The body as it arrives. A refusal in the middle leaves the connection open, so that its answer is heard. */
export const bytesOf = (request: IncomingMessage): AsyncIterable<Buffer> =>
  request.iterator({ destroyOnReturn: false });

/**
 * The JSON object in a request's body.
 * @throws Refusal 400 for another media type, broken JSON or another JSON value; 413 beyond 10 MiB.
 */
export async function readObject(request: IncomingMessage): Promise<JsonObject> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal(400, 'Content-Type must be application/json');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytesOf(request)) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Refusal(413, 'The body is longer than 10 MiB');
    chunks.push(chunk);
  }
  const value = parse(Buffer.concat(chunks).toString('utf8'));
  if (!isObject(value)) throw new Refusal(400, 'The body must be a JSON object');
  return value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refusal(400, 'The body is not valid JSON');
  }
}
