/**
 * The verbs that write, each on any resource: what is asked before, what is sent, and what is said of it afterwards. What differs stands
 * in the resource's declaration.
 */
import { recordOf } from '../api/answers.ts';
import type { ApiRequest } from '../api/types.ts';
import type { Result } from '../output/result.ts';
import type { WriteVerb } from '../spec/flags.ts';
import type { JsonObject } from '../spec/json.ts';
import { noun, nouns, type Resource } from '../spec/resource.ts';
import { ask } from './ask.ts';
import { requestBody } from './body.ts';
import { eachId, forEach } from './bulk.ts';
import type { Call, Verb } from './command.ts';
import { naming } from './fetch.ts';
import { applying, follow, followEach } from './follow.ts';
import { idsOf } from './lookups.ts';
import { wasMatched } from './matched.ts';
import { plan } from './plan.ts';
import { preview, previewEach } from './preview.ts';
import { knownIn, remember } from './remember.ts';

export const create =
  (resource: Resource): Verb =>
  (call) =>
    write(resource, 'create', call);

export const update =
  (resource: Resource): Verb =>
  (call) =>
    write(resource, 'update', call);

async function write(resource: Resource, verb: WriteVerb, { session, args, flags }: Call): Promise<Result> {
  const [id] = await idsOf(session, resource, args);
  const { body, uploads } = await requestBody(session, resource.fields, verb, flags);
  const request: ApiRequest =
    verb === 'create'
      ? { method: 'POST', path: resource.path, body }
      : { method: 'PATCH', path: `${resource.path}/${id}`, body };
  if (session.dryRun) return plan(session, [...uploads.requests, request]);
  if (flags.has('preview')) return preview(session, resource, { on: verb, id, body, would: `Would ${verb}` });
  // A person may not see that others than this record change with it; a script was written by somebody who does.
  const isFarReaching = verb === 'update' && applying(resource, verb, body).some(({ counts }) => counts);
  if (isFarReaching && session.canAsk) {
    await ask(session, `Update ${noun(resource)} ${id}?`, () => follow(session, resource, verb, id, body));
  }
  const api = await session.api();
  const sent = { ...request, body: { ...body, ...(await uploads.send()) } };
  const answer = await naming(resource, id, api.json(sent));
  if (answer.status === 204) {
    await session.tell(
      `${verb === 'create' ? 'Created' : 'Updated'} ${noun(resource)}${id === undefined ? '' : ` ${id}`}.`,
    );
    return { kind: 'nothing' };
  }
  const record = recordOf(answer.body, resource);
  // A table that is looked at next shall not say the old name.
  remember(await session.settings(), session.io, resource, knownIn([record], resource, session.io.now()));
  if (verb === 'create' && resource.deduplicated && wasMatched(record, answer)) {
    await session.tell(`Matched, not created: ${noun(resource)} ${record['id']} was there before.`);
    return { kind: 'record', fields: resource.fields, record };
  }
  // What was sent set it off; what may follow any write is for help and preview.
  for (const { when, tells } of applying(resource, verb, body)) if (when) await session.tell(tells);
  return { kind: 'record', fields: resource.fields, record };
}

export const remove =
  (resource: Resource): Verb =>
  async ({ session, args, flags }) => {
    const ids = await idsOf(session, resource, args);
    const requestOf = (id: number): ApiRequest => ({ method: 'DELETE', path: `${resource.path}/${id}` });
    if (session.dryRun) return plan(session, ids.map(requestOf));
    if (flags.has('preview')) {
      const [only, ...more] = ids;
      return more.length === 0
        ? preview(session, resource, { on: 'delete', id: only, body: {}, would: 'Would delete' })
        : previewEach(session, resource, 'delete', ids);
    }
    const which = `${ids.length === 1 ? noun(resource) : nouns(resource)} ${ids.join(', ')}`;
    await ask(session, `Delete ${which}?`, () => followEach(session, resource, 'delete', ids));
    const api = await session.api();
    const deleteOne = async (id: number): Promise<JsonObject> => {
      await naming(resource, id, api.json(requestOf(id)));
      await session.tell(`Deleted ${noun(resource)} ${id}.`);
      return { id, deleted: true };
    };
    if ((await session.format()) !== 'table') {
      const done = await forEach(ids, resource, deleteOne);
      return done.kind === 'records' ? { ...done, acts: true } : done;
    }
    for await (const _ of eachId(ids, noun(resource), deleteOne));
    return { kind: 'nothing' };
  };
