/**
 * The verbs that resources share, each on any resource. A verb knows what is common to all: which request it is, what
 * is asked before, how the answer becomes records. What differs stands in the resource's declaration.
 */
import { recordOf, recordsOf } from '../api/answers.ts';
import { PAGE_LIMIT } from '../api/pages.ts';
import type { ApiRequest } from '../api/types.ts';
import { UsageError } from '../errors.ts';
import { filterQuery } from '../input/filters.ts';
import { parseCount } from '../input/numbers.ts';
import { quote } from '../input/quote.ts';
import type { Result } from '../output/result.ts';
import type { Fields } from '../spec/field.ts';
import type { WriteVerb } from '../spec/flags.ts';
import type { JsonObject } from '../spec/json.ts';
import { noun, nouns, type Resource } from '../spec/resource.ts';
import { ask } from './ask.ts';
import { requestBody } from './body.ts';
import { eachId } from './bulk.ts';
import type { Call, FlagValues } from './command.ts';
import { fetcher, isSearched, listOf, naming, oneOf } from './fetch.ts';
import { applying, followEach } from './follow.ts';
import { joiner } from './join.ts';
import { firstPage, listPages } from './lists.ts';
import { idsOf, withLookups } from './lookups.ts';
import { wasMatched } from './matched.ts';
import { plan } from './plan.ts';
import { preview, previewEach } from './preview.ts';
import { fieldsWith, parseWith } from './relations.ts';
import { knownIn, remember, remembering } from './remember.ts';

export type Verb = (call: Call) => Promise<Result>;

export const list =
  (resource: Resource): Verb =>
  async ({ session, flags }) => {
    if (flags.has('all') && flags.has('limit')) throw new UsageError('--all and --limit contradict each other');
    const wanted = flags.has('all')
      ? Number.POSITIVE_INFINITY
      : parseCount(flags.get('limit'), '--limit', 1, PAGE_LIMIT);
    const extent = { wanted, offset: parseCount(flags.get('offset'), '--offset', 0, 0), strict: flags.has('strict') };
    const known = flags.with(await withLookups(session, resource.fields, flags.map));
    const request = { ...listOf(resource), query: await filterQuery(resource, known, await session.clock()) };
    if (session.dryRun) return plan(session, [firstPage(request, extent)]);
    return {
      kind: 'records',
      fields: resource.fields,
      nouns: nouns(resource),
      pages: remembering(
        session,
        resource,
        listPages(session, request, (body) => recordsOf(body, resource), extent),
      ),
    };
  };

export const get =
  (resource: Resource): Verb =>
  async ({ session, args, flags }) => {
    const ids = await idsOf(session, resource, args);
    const includes = includesIn(resource, flags);
    const relations = flags.has('with') ? parseWith(resource, flags.all('with').join()) : [];
    if (session.dryRun) {
      const all = firstPage(listOf(resource), { wanted: Number.POSITIVE_INFINITY, offset: 0 });
      return plan(session, isSearched(resource) ? [all] : ids.map((id) => oneOf(resource, id, includes)));
    }
    const fetch = await fetcher(session, resource, includes);
    const join = joiner(session, relations);
    const whole = async (id: number) => join(await fetch(id));
    return forEach(ids, resource, whole, fieldsWith(resource, relations));
  };

/** What a record is to bring along. @throws UsageError for what it cannot */
function includesIn({ includes = [] }: Resource, flags: FlagValues): string | undefined {
  const given = flags.get('include');
  const unknown = given?.split(',').find((name) => !includes.includes(name));
  if (unknown === undefined) return given;
  throw new UsageError(`--include: ${quote(unknown)} is nothing that can be brought along`, {
    hint: `There is ${includes.join(', ')}.`,
  });
}

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

/** One id gives one record, several give a list. */
async function forEach(
  ids: readonly number[],
  resource: Resource,
  work: (id: number) => Promise<JsonObject>,
  declared?: Fields,
): Promise<Result> {
  const fields = declared ? { fields: declared } : {};
  const [only, ...more] = ids;
  if (only !== undefined && more.length === 0) return { kind: 'record', record: await work(only), ...fields };
  return { kind: 'records', nouns: nouns(resource), pages: eachId(ids, noun(resource), work), ...fields };
}
