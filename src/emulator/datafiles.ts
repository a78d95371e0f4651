/** Uploads, and the second origin from which files are read (seed: Files and Photos). */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { JsonObject } from '../spec/json.ts';
import type { Files } from './files.ts';
import { type Answer, bytesOf, Refusal } from './http.ts';
import { boundaryOf, readParts } from './multipart.ts';
import { timestamp } from './records.ts';

/**
 * Takes the field `file` of a form.
 * @throws Refusal 400 when it is no form or cut short, 422 when it holds no file
 */
export async function upload(request: IncomingMessage, files: Files, now: () => number): Promise<Answer> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (!boundary) throw new Refusal(400, 'Content-Type must be multipart/form-data');
  const uid = randomUUID();
  try {
    const { record, size } = await receive(bytesOf(request), boundary, uid, files, now);
    files.finish(uid, size, record);
    return { status: 201, body: { datafile: record } };
  } catch (error) {
    files.discard(uid);
    throw error;
  }
}

async function receive(body: AsyncIterable<Buffer>, boundary: string, uid: string, files: Files, now: () => number) {
  let record: JsonObject | undefined;
  let size = 0;
  let isFile = false;
  for await (const piece of readParts(body, boundary)) {
    if (!Buffer.isBuffer(piece)) {
      isFile = piece.name === 'file' && piece.filename !== undefined && record === undefined;
      if (isFile) record = datafile(uid, piece.filename ?? '', piece.type, now);
    } else if (isFile) {
      files.append(uid, size, piece);
      size += piece.length;
    }
  }
  if (!record) throw new Refusal(422, 'Validation failed', { file: ["can't be blank"] });
  return { record, size };
}

/** The keys of the documented answer. */
function datafile(uid: string, filename: string, type: string | undefined, now: () => number): JsonObject {
  return {
    bucket_id: null,
    created_at: timestamp(now()),
    // Some clients send a path; only its last part is the name.
    filename: filename.split(/[\\/]/).at(-1) ?? '',
    mime_type: type ?? 'application/octet-stream',
    name: '',
    uid,
  };
}

/** The redirect to the file's address on the second origin. */
export function redirect(uid: string, files: Files, origin: string): Answer {
  const file = files.find(uid);
  if (!file) throw new Refusal(404, 'Not found');
  const filename = encodeURIComponent(String(file.record['filename']));
  return { status: 302, headers: { location: `${origin}/datafiles/${uid}/${filename}` } };
}

/** Answers on the second origin. As S3 does, it refuses whoever brings credentials that are not its own. */
export async function serveFile(request: IncomingMessage, response: ServerResponse, files: Files): Promise<void> {
  if (request.headers.authorization !== undefined || request.headers.cookie !== undefined) {
    return complain(response, 400, 'InvalidArgument');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return complain(response, 405, 'MethodNotAllowed');
  const uid = /^\/datafiles\/([^/]+)\/[^/]*$/.exec(request.url?.split('?')[0] ?? '')?.[1];
  const file = uid === undefined ? undefined : files.find(uid);
  if (uid === undefined || !file) return complain(response, 404, 'NoSuchKey');

  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  const [first, last] = asked ? range(asked[1] ?? '', asked[2] ?? '', file.size) : [0, file.size - 1];
  if (asked && (first > last || first >= file.size)) {
    response.setHeader('content-range', `bytes */${file.size}`);
    return complain(response, 416, 'InvalidRange');
  }
  response.writeHead(asked ? 206 : 200, {
    'content-type': String(file.record['mime_type']),
    'content-length': last - first + 1,
    'accept-ranges': 'bytes',
    ...(asked && { 'content-range': `bytes ${first}-${last}/${file.size}` }),
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(Readable.from(files.read(uid, first, last)), response);
}

/** First and last byte, both included: `10-19`, `10-` to the end, `-10` the last ten. */
function range(from: string, to: string, size: number): [first: number, last: number] {
  if (from === '') return [Math.max(0, size - Number(to)), size - 1];
  return [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
}

function complain(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
}
