/** The whole API of the resources on loopback, kept in SQLite; files come from a second origin. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { datafiles } from '../resources/datafiles.ts';
import { CLIENT } from './credentials.ts';
import { openDatabase, resetDatabase } from './database.ts';
import { redirect, serveFile, upload } from './datafiles.ts';
import { Files } from './files.ts';
import { type Answer, hasBody, Refusal, readObject } from './http.ts';
import { grantToken, TOKEN_PATH } from './oauth.ts';
import { Records } from './records.ts';
import { findRoute, type Route, resourceRoutes } from './routes.ts';
import { seeder } from './seeder.ts';
import { Tokens } from './tokens.ts';

export interface EmulatorOptions {
  /** Path of the SQLite file, made and seeded when missing; or `:memory:`. */
  readonly file: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** How long every answer of the API waits. */
  readonly latencyMs?: number;
  /** Statuses that the API answers at random; a rate of 0.1 is every tenth request. */
  readonly fail?: readonly Fault[];
  /** Life of a bearer token; 10800 by default, as the document's examples show. */
  readonly tokenLifetimeS?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Fault {
  readonly status: number;
  readonly rate: number;
}

export interface Emulator {
  readonly apiUrl: string;
  /** Full address of the datafiles collection. */
  readonly filesUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Ends both origins at once, without waiting for idle connections. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** As the seed has it, and as the Files host does (reference: Hosts). */
const FILES_PATHS = [datafiles.path, '/v1/datafiles'] as const;
const TOKEN_LIFETIME_S = 10_800;

/**
 * Starts the emulator on 127.0.0.1.
 * @throws the system's error when the port is taken, SqliteError when the file cannot be used
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const now = options.now ?? Date.now;
  const db = await openDatabase(options.file, seeder(now));
  const files = new Files(db);
  const storage = createServer((request, response) => {
    // Once bytes have been sent, a cut connection is the only way to say that the rest will not come.
    serveFile(request, response, files).catch(() => response.destroy());
  });
  const api = new Api({
    options,
    files,
    records: new Records(db, now),
    tokens: new Tokens(db, options.tokenLifetimeS ?? TOKEN_LIFETIME_S, now),
    now,
    storageOrigin: () => originOf(storage),
  });
  const main = createServer((request, response) => api.serve(request, response));
  const close = async () => {
    await Promise.all([stop(main), stop(storage)]);
    db.close();
  };
  try {
    await listen(storage, 0);
    await listen(main, options.port ?? 0);
  } catch (error) {
    await close();
    throw error;
  }
  const apiUrl = originOf(main);
  return { apiUrl, filesUrl: apiUrl + datafiles.path, clientId: CLIENT.id, clientSecret: CLIENT.secret, close };
}

/** Throws the emulator's data away and seeds the account anew, around today. A damaged file is replaced. */
export async function resetEmulator(file: string): Promise<void> {
  await resetDatabase(file, seeder(Date.now));
}

interface Parts {
  readonly options: EmulatorOptions;
  readonly files: Files;
  readonly records: Records;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly storageOrigin: () => string;
}

class Api {
  private readonly routes: readonly Route[];

  constructor(private readonly parts: Parts) {
    const { records, files } = parts;
    this.routes = resourceRoutes(records, (resource, key) =>
      resource === datafiles.name
        ? files.find(String(key)) !== undefined
        : records.find(resource, Number(key)) !== undefined,
    );
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const answer = await this.answer(request).catch(
      (error: Error): Answer =>
        error instanceof Refusal ? error.answer : { status: 500, body: { error: error.message } },
    );
    // The client has gone, or the emulator was closed meanwhile.
    if (response.destroyed) return;
    const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...(body && { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }),
      'x-request-id': randomUUID(),
      'x-transaction-id': request.headers['x-transaction-id'] ?? randomUUID(),
      'x-runtime': ((performance.now() - started) / 1000).toFixed(6),
      ...answer.headers,
    });
    response.end(body);
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const { options, files, records, tokens, now } = this.parts;
    if (options.latencyMs) await sleep(options.latencyMs);
    const fault = drawn(options.fail ?? []);
    if (fault !== undefined) throw new Refusal(fault, STATUS_CODES[fault] ?? 'Error');

    const url = new URL(request.url ?? '/', 'http://emulator');
    const method = request.method ?? 'GET';
    if (url.pathname === TOKEN_PATH) {
      if (method !== 'POST') throw new Refusal(405, 'Method not allowed', undefined, { allow: 'POST' });
      return grantToken(request, tokens);
    }
    this.authenticate(request);
    const [collection, uid] = fileIn(url.pathname);
    if (collection && uid === undefined) {
      if (method !== 'POST') throw new Refusal(405, 'Method not allowed', undefined, { allow: 'POST' });
      return upload(request, files, now);
    }
    if (uid !== undefined) {
      if (method !== 'GET') throw new Refusal(405, 'Method not allowed', undefined, { allow: 'GET' });
      return redirect(uid, files, this.parts.storageOrigin());
    }
    const [route, params] = findRoute(this.routes, method, url.pathname);
    const body = hasBody(request) ? await readObject(request) : {};
    const handle = () => route.handle({ query: url.searchParams, body, params });
    return method === 'GET' ? handle() : records.atomically(handle);
  }

  private authenticate(request: IncomingMessage): void {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !this.parts.tokens.accepts(token)) {
      throw new Refusal(401, 'The access token is missing, unknown or expired', undefined, {
        'www-authenticate': 'Bearer',
      });
    }
  }
}

/** Whether a path is that of the datafiles, in either of their layouts, and the uid of the one that it names. */
function fileIn(path: string): [isFiles: boolean, uid?: string] {
  const root = FILES_PATHS.find((known) => path === known || path.startsWith(`${known}/`));
  if (root === undefined) return [false];
  return path === root ? [true] : [true, path.slice(root.length + 1)];
}

/** The status of the fault that hits this request, if one does. */
function drawn(faults: readonly Fault[]): number | undefined {
  let left = Math.random();
  for (const { status, rate } of faults) {
    if (left < rate) return status;
    left -= rate;
  }
  return undefined;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function originOf(server: Server): string {
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}
