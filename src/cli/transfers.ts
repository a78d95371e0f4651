/** What `datafiles upload` and `datafiles download` do. */
import { randomBytes } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { lstat, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { download as openDownload } from '../api/download.ts';
import { checkReadable } from '../api/upload.ts';
import { LocalError, UsageError } from '../errors.ts';
import { parseUid } from '../input/ids.ts';
import { quote } from '../input/quote.ts';
import { safeFileName } from '../output/filename.ts';
import { progress } from '../output/progress.ts';
import type { Result } from '../output/result.ts';
import { exists, save } from '../output/save.ts';
import { datafiles } from '../resources/datafiles.ts';
import type { JsonObject } from '../spec/json.ts';
import { nouns } from '../spec/resource.ts';
import { tellAwaited } from './awaited.ts';
import { upload as uploadFile } from './body.ts';
import type { Call } from './command.ts';
import { onFilesHost } from './files-host.ts';
import { plan } from './plan.ts';
import type { Session } from './session.ts';
import { previewUploads } from './upload-preview.ts';

/** Files that are sent at the same time. */
const AT_ONCE = 4;
const STDIN = '-';
/** RFC 9110, 8.3.1; it becomes a header of the form's part. */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(; *[\w-]+=[\w.+-]+)*$/;

export async function upload({ session, args, flags }: Call): Promise<Result> {
  const [name, type] = [flags.get('name'), flags.get('type')];
  if (name !== undefined && args.length > 1) throw new UsageError('--name is for a single file');
  if (args.filter((arg) => arg === STDIN).length > 1) throw new UsageError('standard input can be uploaded once only');
  if (name === '') throw new UsageError('--name must not be empty');
  if (type !== undefined && !MEDIA_TYPE.test(type)) {
    throw new UsageError(`--type must be a media type such as image/png, not ${quote(type)}`);
  }
  const as = { ...(name === undefined ? {} : { name }), ...(type === undefined ? {} : { type }) };
  const { filesUrl } = await session.settings();
  if (session.dryRun) {
    return plan(
      session,
      args.map((arg) => ({ method: 'POST', path: filesUrl, body: { file: name ?? nameOf(arg) } })),
    );
  }
  for (const arg of args) if (arg !== STDIN) await checkReadable(resolve(session.io.cwd, arg));
  if (flags.has('preview')) {
    const files = args.map((arg) => ({ file: arg === STDIN ? 'standard input' : arg, filename: name ?? nameOf(arg) }));
    return previewUploads(session, files);
  }
  if (args.includes(STDIN)) await tellAwaited(session, 'the file');
  const records = uploads(session, args, as);
  if ((await session.format()) === 'table') return { kind: 'raw', chunks: uids(records) };
  if (args.length === 1) {
    for await (const record of records) return { kind: 'record', record, fields: datafiles.fields };
  }
  return { kind: 'records', nouns: nouns(datafiles), fields: datafiles.fields, pages: singly(records), acts: true };
}

/** The name that a file is uploaded under when nobody says. */
const nameOf = (file: string): string => (file === STDIN ? 'stdin' : basename(file));

/** The records of the uploads in the order of the arguments, a few at the same time. */
async function* uploads(session: Session, files: readonly string[], as: { name?: string; type?: string }) {
  const text = `Uploading ${files.length === 1 ? files[0] : `${files.length} files`}`;
  const busy = progress(session.io, { text, quiet: session.quiet || session.plain, color: session.color });
  const running: Promise<JsonObject>[] = [];
  try {
    for (let next = 0; next < files.length || running.length > 0; ) {
      while (running.length < AT_ONCE && next < files.length) {
        const started = uploadOne(session, files[next] as string, as);
        // It is awaited in its turn; until then a failure must not count as unhandled.
        started.catch(() => undefined);
        running.push(started);
        next += 1;
      }
      const record = await (running.shift() as Promise<JsonObject>);
      busy.stop();
      yield record;
    }
  } finally {
    busy.stop();
  }
}

async function uploadOne(session: Session, file: string, as: { name?: string; type?: string }): Promise<JsonObject> {
  if (file !== STDIN) return uploadFile(session, resolve(session.io.cwd, file), as);
  // Kept in a file first: its length must be announced, and a second try needs it once more.
  const path = join(tmpdir(), `dispatch-${randomBytes(8).toString('hex')}`);
  try {
    await keepStdin(session, path);
    return await uploadFile(session, path, { name: nameOf(STDIN), ...as });
  } finally {
    await rm(path, { force: true });
  }
}

/** @throws LocalError when there is no room for it; the signal's reason */
async function keepStdin({ io, signal }: Session, path: string): Promise<void> {
  try {
    await pipeline(io.stdin, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new LocalError(`cannot keep standard input in ${path}: ${(cause as Error).message}`, { cause });
  }
}

async function* uids(records: AsyncIterable<JsonObject>) {
  for await (const record of records) yield `${record['uid']}\n`;
}

async function* singly(records: AsyncIterable<JsonObject>) {
  for await (const record of records) yield [record];
}

export async function download({ session, args, flags }: Call): Promise<Result> {
  const uid = parseUid(args[0] ?? '');
  const { filesUrl } = await session.settings();
  const url = `${filesUrl}/${uid}`;
  if (session.dryRun) return plan(session, [{ method: 'GET', path: url }]);
  const out = flags.get('out');
  const replace = flags.has('force');
  const { path: place, isFolder } = await placeOf(session.io.cwd, out === STDIN ? undefined : out);
  // A name that is known beforehand is looked at before anything is sent.
  if (!isFolder) await checkFree(place, replace);
  const [api, transport] = await Promise.all([session.api(), session.transport()]);
  const file = await onFilesHost(
    session,
    openDownload({ api, transport, url, retries: await session.retries(), signal: session.signal }),
  );
  if (out === STDIN) return { kind: 'raw', chunks: file.chunks };
  const path = isFolder ? join(place, safeFileName(file.name, uid)) : place;
  await checkFree(path, replace);
  await save(path, file.chunks, replace);
  await session.tell(`Saved ${path}`);
  return { kind: 'nothing' };
}

/** Where to: a folder, in which the file gets its own name, or the name itself. */
async function placeOf(cwd: string, out = '.'): Promise<{ path: string; isFolder: boolean }> {
  const path = resolve(cwd, out);
  return { path, isFolder: (await lookAt(stat, path))?.isDirectory() === true };
}

/** @throws UsageError for a file or a symbolic link unless it is to be replaced, for anything else in any case */
async function checkFree(path: string, replace: boolean): Promise<void> {
  const found = await lookAt(lstat, path);
  if (!found) return;
  if (!found.isFile() && !found.isSymbolicLink()) {
    throw new UsageError(`${path} is not a file`, {
      hint: 'Choose another name with --out; --out - writes to standard output.',
    });
  }
  if (!replace) throw exists(path);
}

/** What stands at a path; undefined where nothing does. */
async function lookAt(look: (path: string) => Promise<Stats>, path: string): Promise<Stats | undefined> {
  try {
    return await look(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LocalError(`cannot look at ${path}: ${(error as Error).message}`, { cause: error });
  }
}
