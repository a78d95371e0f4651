/** The body of a create or update, from flags and `--data`, with the files that must be uploaded for it first. */

import { resolve } from 'node:path';
import { BadAnswerError, MAY_HAVE_HAPPENED, unwrapOne } from '../api/answers.ts';
import type { ApiRequest } from '../api/types.ts';
import { UsageError } from '../errors.ts';
import { type Ask, buildBody, readData } from '../input/body.ts';
import { isUid } from '../input/ids.ts';
import { readSecret } from '../input/secrets.ts';
import { datafiles } from '../resources/datafiles.ts';
import type { Fields } from '../spec/field.ts';
import type { WriteVerb } from '../spec/flags.ts';
import type { JsonObject } from '../spec/json.ts';
import { tellAwaited } from './awaited.ts';
import type { FlagValues } from './command.ts';
import { onFilesHost } from './files-host.ts';
import { fileFlag, secretFlag, secrets, uploadable } from './input-flags.ts';
import { withLookups, withLookupsIn } from './lookups.ts';
import type { Session } from './session.ts';

/** Files to upload before a record is written. */
export interface Uploads {
  /** As `--dry-run` shows them. */
  readonly requests: readonly ApiRequest[];
  /** Uploads them. @returns the fields to send, with the uids */
  send(): Promise<JsonObject>;
}

export async function requestBody(
  session: Session,
  fields: Fields,
  verb: WriteVerb,
  flags: FlagValues,
): Promise<{ body: JsonObject; uploads: Uploads }> {
  const data = {
    ...(await withLookupsIn(session, fields, await given(session, flags))),
    ...(await secretsGiven(session, fields, verb, flags)),
  };
  const files = await filesGiven(session, fields, verb, flags);
  // Until the files are uploaded, their names stand for the uids: a dry run shows them, the real run replaces them.
  const standIns = Object.fromEntries(files.map(({ field, name }) => [field, `<uid of ${name}>`]));
  const known = await withLookups(session, fields, flags.map);
  const clock = await session.clock();
  const body = await buildBody(fields, verb, { ...data, ...standIns }, known, clock, asking(session, fields, flags));
  const { filesUrl } = files.length > 0 ? await session.settings() : { filesUrl: '' };
  return {
    body,
    uploads: {
      requests: files.map(({ name }) => ({ method: 'POST', path: filesUrl, body: { file: name } })),
      async send() {
        const sent: Record<string, string> = {};
        for (const { field, path } of files) sent[field] = String((await upload(session, path))['uid']);
        return sent;
      },
    },
  };
}

/** Asks for what is missing, where there is somebody whose keyboard has not been read to its end. */
function asking(session: Session, fields: Fields, flags: FlagValues): Ask | undefined {
  if (!session.canAsk || flags.get('data') === '-') return undefined;
  return async (missing) =>
    withLookups(session, fields, await (await import('./questions.ts')).askFor(session, missing));
}

async function given(session: Session, flags: FlagValues): Promise<JsonObject> {
  const source = flags.get('data');
  if (source === undefined) return {};
  if (source === '-') await tellAwaited(session, 'JSON');
  return readData(source, session.io);
}

async function secretsGiven(session: Session, fields: Fields, verb: WriteVerb, flags: FlagValues): Promise<JsonObject> {
  const asked = secrets(fields, verb).filter((name) => flags.has(secretFlag(name).name));
  const [name, ...others] = asked;
  if (name === undefined) return {};
  if (others.length > 0 || flags.get('data') === '-') throw new UsageError('standard input can be read once only');
  await tellAwaited(session, `the ${name}`);
  return { [name]: await readSecret(session.io.stdin, `--${secretFlag(name).name}`) };
}

async function filesGiven(session: Session, fields: Fields, verb: WriteVerb, flags: FlagValues) {
  const files: { field: string; name: string; path: string }[] = [];
  for (const { path: field, flag, field: declared } of uploadable(fields, verb)) {
    const own = fileFlag(field, declared).name;
    const name = flags.get(own);
    if (name === undefined) continue;
    if (flags.has(flag)) throw new UsageError(`--${own} and --${flag} contradict each other`);
    const path = resolve(session.io.cwd, name);
    await (await import('../api/upload.ts')).checkReadable(path);
    files.push({ field, name, path });
  }
  return files;
}

/** Uploads a file. @returns the datafile's record */
export async function upload(
  session: Session,
  path: string,
  as: { name?: string; type?: string } = {},
): Promise<JsonObject> {
  const [api, { filesUrl }, { formOf }] = await Promise.all([
    session.api(),
    session.settings(),
    import('../api/upload.ts'),
  ]);
  const request = { method: 'POST', path: filesUrl, form: formOf({ path, ...as }) };
  const answer = await onFilesHost(session, api.json(request));
  const record = unwrapOne(answer.body, datafiles.singular, datafiles.singular);
  const { uid } = record;
  // It is printed for scripts, and stands in the paths of later requests.
  if (typeof uid === 'string' && isUid(uid)) return record;
  throw new BadAnswerError('the API answered the upload without a usable uid', { hint: MAY_HAVE_HAPPENED });
}
