/** `--preview`: reads what it needs, writes nothing, and shows how the record would change and what would follow. */
import type { Result } from '../output/result.ts';
import { safeText } from '../output/safe.ts';
import { localTimes } from '../output/times.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { noun, type Resource } from '../spec/resource.ts';
import { fetchRecord } from './fetch.ts';
import { follow } from './follow.ts';
import type { Session } from './session.ts';

export interface Intended {
  /** The verb or action. */
  readonly on: string;
  /** The record it is done to; absent for one that is created. */
  readonly id: number | undefined;
  /** What would be sent. */
  readonly body: JsonObject;
}

interface Change {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

export async function preview(session: Session, resource: Resource, { on, id, body }: Intended): Promise<Result> {
  const [before, follows, format] = await Promise.all([
    id === undefined ? {} : fetchRecord(session, resource, id),
    follow(session, resource, on, id, body),
    session.format(),
  ]);
  const changes = on === 'delete' ? removed(before) : changed(before, body);
  const zone = (await session.clock()).zone;
  if (format !== 'table') {
    return {
      kind: 'record',
      record: { action: on, record: id ?? null, changes: changes.map((one) => ({ ...one })), follows },
    };
  }
  const title = `Would ${on} ${noun(resource)}${id === undefined ? '' : ` ${id}`}. Nothing has been written.`;
  const shown = cells(resource, zone);
  const nothing = changes.length === 0 && Object.keys(body).length > 0 ? ['  It has these values already.'] : [];
  const diff =
    on === 'delete'
      ? changes.map(({ field, before: value }) => `- ${field}: ${shown(field, value)}`)
      : changes.flatMap(diffLines(shown));
  const lines = [title, ...diff, ...nothing, ...follows.map((sentence) => `  ${sentence}`)];
  return { kind: 'raw', chunks: [`${safeText(lines.join('\n'))}\n`] };
}

/** The fields whose values would differ. */
const changed = (before: JsonObject, body: JsonObject): Change[] =>
  Object.entries(body)
    .map(([field, after]) => ({ field, before: before[field] ?? null, after }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));

const removed = (before: JsonObject): Change[] =>
  Object.entries(before).flatMap(([field, value]) => (value === null ? [] : [{ field, before: value, after: null }]));

/** A field's value as the table would show it: times in the zone of the reader. */
function cells({ fields }: Resource, zone: string | undefined): (field: string, value: Json) => string {
  const local = localTimes(zone);
  return (field, value) => {
    if (value === null) return 'none';
    if (typeof value !== 'string') return JSON.stringify(value);
    return fields[field]?.kind === 'time' ? local(value) : value;
  };
}

const diffLines =
  (shown: ReturnType<typeof cells>) =>
  ({ field, before, after }: Change): string[] => [
    ...(before === null && after !== null ? [] : [`- ${field}: ${shown(field, before)}`]),
    `+ ${field}: ${shown(field, after)}`,
  ];
