/** `--preview`: reads what it needs, writes nothing, and shows how the record would change and what would follow. */
import type { Result } from '../output/result.ts';
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { noun, nouns, type Resource } from '../spec/resource.ts';
import { eachId } from './bulk.ts';
import { fetcher, fetchRecord, isReadable } from './fetch.ts';
import { applying, follow } from './follow.ts';
import { asText } from './preview-text.ts';
import type { Session } from './session.ts';

/** Of the others, where some of several records cannot be shown. */
const UNTOUCHED = 'Nothing has been written.';

export interface Intended {
  /** The verb or action. */
  readonly on: string;
  /** The record it is done to; absent for one that is created. */
  readonly id: number | undefined;
  /** What would be sent. */
  readonly body: JsonObject;
  /** What it would do, without the record: `Would have accepted`. */
  readonly would: string;
  /** Where what is sent belongs to a part of the record and not to the record itself. */
  readonly part?: Part;
}

/** An object within a record that has a request of its own. */
export interface Part {
  readonly fields: Fields;
  /** As it stands. */
  readonly read: () => Promise<JsonObject>;
}

export interface Change {
  readonly field: string;
  /** Absent where nobody can know it. */
  readonly before?: Json;
  readonly after: Json;
}

/** What is found out about one write. */
export interface Preview {
  readonly intended: Intended;
  readonly changes: readonly Change[];
  /** The record as it stands could be read. */
  readonly isKnown: boolean;
  readonly follows: readonly string[];
}

export async function preview(session: Session, resource: Resource, intended: Intended): Promise<Result> {
  const { id, part } = intended;
  const isKnown = id === undefined || part !== undefined || isReadable(resource);
  const read = (): Promise<JsonObject> => {
    if (part) return part.read();
    // What the API leaves out by default is asked for where it would change.
    const includes = (resource.includes ?? []).filter((name) => Object.hasOwn(intended.body, name)).join();
    return id === undefined || !isKnown
      ? Promise.resolve({})
      : fetchRecord(session, resource, id, includes === '' ? undefined : includes);
  };
  const found = await findOut(session, resource, intended, isKnown, read);
  if ((await session.format()) !== 'table') return { kind: 'record', record: asData(found) };
  return { kind: 'raw', chunks: [asText(found, resource, (await session.clock()).zone)] };
}

/** The same for each of several records that would be deleted. */
export async function previewEach(
  session: Session,
  resource: Resource,
  on: string,
  ids: readonly number[],
): Promise<Result> {
  const fetch = await fetcher(session, resource);
  const look = (id: number) => {
    const intended = { on, id, body: {}, would: `Would ${on}` };
    return findOut(session, resource, intended, true, () => fetch(id));
  };
  if ((await session.format()) !== 'table') {
    const work = async (id: number) => asData(await look(id));
    return { kind: 'records', nouns: nouns(resource), pages: eachId(ids, noun(resource), work, UNTOUCHED) };
  }
  const zone = (await session.clock()).zone;
  async function* texts() {
    const work = async (id: number) => ({ text: asText(await look(id), resource, zone) });
    for await (const [one] of eachId(ids, noun(resource), work, UNTOUCHED)) yield String(one?.['text']);
  }
  return { kind: 'raw', chunks: texts() };
}

async function findOut(
  session: Session,
  resource: Resource,
  intended: Intended,
  isKnown: boolean,
  read: () => Promise<JsonObject>,
): Promise<Preview> {
  const { on, id, body, part } = intended;
  const [before, follows] = await Promise.all([read(), follow(session, resource, on, id, body)]);
  const sets = part ? [] : applying(resource, on, body).map((consequence) => consequence.sets ?? {});
  const after = Object.assign({}, body, ...sets) as JsonObject;
  const changes = on === 'delete' ? removed(before) : changed(isKnown ? before : undefined, after);
  return { intended, changes, isKnown, follows };
}

/** The fields whose values would differ; of a record that nobody can read, all that are sent. */
const changed = (before: JsonObject | undefined, after: JsonObject): Change[] =>
  Object.entries(after)
    .map(([field, value]) =>
      before ? { field, before: before[field] ?? null, after: value } : { field, after: value },
    )
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));

const removed = (before: JsonObject): Change[] =>
  Object.entries(before).flatMap(([field, value]) => (value === null ? [] : [{ field, before: value, after: null }]));

const asData = ({ intended: { on, id }, changes, follows }: Preview): JsonObject => ({
  action: on,
  record: id ?? null,
  changes: changes.map((one) => ({ ...one })),
  follows,
});
