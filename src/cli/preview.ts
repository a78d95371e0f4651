/** `--preview`: reads what it needs, writes nothing, and shows how the record would change and what would follow. */
import type { Result } from '../output/result.ts';
import { safeText } from '../output/safe.ts';
import { localTimes } from '../output/times.ts';
import type { Fields } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { aOrAn, noun, nouns, type Resource } from '../spec/resource.ts';
import { eachId } from './bulk.ts';
import { fetcher, fetchRecord, isReadable } from './fetch.ts';
import { applying, follow } from './follow.ts';
import type { Session } from './session.ts';

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

interface Change {
  readonly field: string;
  /** Absent where nobody can know it. */
  readonly before?: Json;
  readonly after: Json;
}

/** What is found out about one write. */
interface Preview {
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
    return { kind: 'records', nouns: nouns(resource), pages: eachId(ids, noun(resource), work) };
  }
  const zone = (await session.clock()).zone;
  async function* texts() {
    const work = async (id: number) => ({ text: asText(await look(id), resource, zone) });
    for await (const [one] of eachId(ids, noun(resource), work)) yield String(one?.['text']);
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

function asText(found: Preview, resource: Resource, zone: string | undefined): string {
  const { intended, changes, isKnown, follows } = found;
  const { on, id, body, would, part } = intended;
  const shown = cells(part?.fields ?? resource.fields, zone);
  const diff =
    on === 'delete'
      ? changes.map(({ field, before = null }) => `- ${field}: ${shown(field, before)}`)
      : changes.flatMap(diffLines(shown));
  const isSame = changes.length === 0 && Object.keys(body).length > 0;
  const lines = [
    `${would} ${id === undefined ? aOrAn(noun(resource)) : `${noun(resource)} ${id}`}. Nothing has been written.`,
    ...diff,
    ...(isSame ? ['  It has these values already.'] : []),
    ...(isKnown ? [] : [`  What it holds now is not known: the API does not show ${nouns(resource)}.`]),
    ...follows.map((sentence) => `  ${sentence}`),
  ];
  return `${safeText(lines.join('\n'))}\n`;
}

/** A field's value as the table would show it: times in the zone of the reader. */
function cells(fields: Fields, zone: string | undefined): (field: string, value: Json) => string {
  const local = localTimes(zone);
  return (field, value) => {
    if (value === null) return 'none';
    if (typeof value !== 'string') return JSON.stringify(value);
    return fields[field]?.kind === 'time' ? local(value) : value;
  };
}

const diffLines =
  (shown: ReturnType<typeof cells>) =>
  ({ field, before = null, after }: Change): string[] => [
    ...(before === null && after !== null ? [] : [`- ${field}: ${shown(field, before)}`]),
    `+ ${field}: ${shown(field, after)}`,
  ];
