/** A change as a person reads it: `14:03  appointment 55  scheduled → enroute  Jim Doe, 1 Some Pl.`, or in ASCII with `->`. */
import { DispatchError } from '../../errors.ts';
import { type Clock, cellText, paintOf } from '../../output/cells.ts';
import { isObject } from '../../output/paths.ts';
import { oneLine } from '../../output/safe.ts';
import { localTimes } from '../../output/times.ts';
import { ellipsisOf, shorten } from '../../output/width.ts';
import { RESOURCES } from '../../resources/index.ts';
import type { Field } from '../../spec/field.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { labelOf } from '../../spec/label.ts';
import { noun, type Resource } from '../../spec/resource.ts';
import { fetchRecord } from '../fetch.ts';
import type { Session } from '../session.ts';
import { needsAscii } from '../terminal.ts';
import { type Change, changedFields } from './changes.ts';

/** Characters of a text that a line shows. */
const MOST = 60;
/** Columns of less use than this are not worth a look-up. */
const USEFUL = 2;

/** What a record is called, and whether that says where it is. */
interface Label {
  readonly text: string;
  readonly place: boolean;
}

/** A text at the length that a line shows of it. */
type Cut = (text: string) => string;

/** A function that puts a change into words. Records that others name are fetched once each; what fails is left out. */
export async function liner(
  session: Session,
  resource: Resource,
): Promise<(change: Change, at: string) => Promise<string>> {
  const clock = localTimes((await session.clock()).zone);
  const ascii = needsAscii(session.io, session.plain);
  const arrow = ascii ? '->' : '→';
  const cut: Cut = (text) => shorten(text, MOST, (each) => each.length, ellipsisOf(ascii));
  const labels = new Map<string, Label | undefined>();

  const labelOfId = async (field: Field | undefined, id: Json | undefined): Promise<Label | undefined> => {
    const other = field?.kind === 'id' ? RESOURCES.find(({ name }) => name === field.of) : undefined;
    if (!other || typeof id !== 'number') return undefined;
    const key = `${other.name} ${id}`;
    if (!labels.has(key)) {
      try {
        labels.set(key, labelled(await fetchRecord(session, other, id), cut));
      } catch (error) {
        // The change is the news; a name that cannot be had now is tried again with the next one.
        if (!(error instanceof DispatchError) || session.signal.aborted) throw error;
      }
    }
    return labels.get(key);
  };

  const valueText = async (field: Field | undefined, value: Json | undefined): Promise<string> => {
    const label = await labelOfId(field, value);
    const text = label?.text ?? cut(oneLine(cellText(value, field, clock)));
    const paint = session.color ? paintOf(value, field) : undefined;
    return paint ? paint(text) : text;
  };

  const changed = async (before: JsonObject, after: JsonObject): Promise<string> => {
    const parts = changedFields(before, after).map(async (name) => {
      const field = resource.fields[name];
      const [from, to] = [await valueText(field, before[name]), await valueText(field, after[name])];
      return `${field?.kind === 'enumeration' ? '' : `${oneLine(name)} `}${from} ${arrow} ${to}`;
    });
    return (await Promise.all(parts)).join(', ');
  };

  /** The main values of a record that was not seen before. */
  const summary = async (record: JsonObject, clockOf: Clock): Promise<string> => {
    const shown = Object.entries(resource.fields).filter(
      ([name, field]) => isTelling(field) && record[name] !== undefined && record[name] !== null,
    );
    const parts = shown.map(async ([name, field]) => {
      if (field.kind === 'time') return clockOf(String(record[name]));
      const text = await valueText(field, record[name]);
      return field.kind === 'enumeration' || field.kind === 'string' ? text : `${name} ${text}`;
    });
    return (await Promise.all(parts)).join(', ');
  };

  const concerned = async (record: JsonObject): Promise<string> => {
    const others = Object.entries(resource.fields)
      .filter(([name, { column = USEFUL + 1 }]) => column <= USEFUL && record[name] !== undefined)
      .map(([name, field]) => labelOfId(field, record[name]));
    const known = [labelled(record, cut), ...(await Promise.all(others))].filter((label) => label !== undefined);
    return [...known.filter(({ place }) => !place), ...known.filter(({ place }) => place)]
      .map(({ text }) => text)
      .join(', ');
  };

  return async ({ event, id, before, after }, at) => {
    const what =
      before && after ? await changed(before, after) : after ? `${event}: ${await summary(after, clock)}` : event;
    const parts = [clock(at).slice(11, 16), `${noun(resource)} ${id}`, what, await concerned(after ?? before ?? {})];
    return `${parts.filter(Boolean).join('  ')}\n`;
  };
}

/** Whether a value belongs to the few words about a new record: its main columns, and what somebody wrote. */
const isTelling = (field: Field): boolean =>
  field.kind !== 'id' && (field.column === 1 || (field.kind === 'text' && field.column !== undefined));

/** Places by their street, where the record is called by nothing but a title; people and companies by their names. */
function labelled(record: JsonObject, cut: Cut): Label | undefined {
  const { address, title: _, ...others } = record;
  const name = labelOf(others);
  const street = isObject(address) && typeof address['street_1'] === 'string' ? address['street_1'].trim() : '';
  const shown = oneLine(name ?? (street || labelOf(record) || ''));
  if (shown === '') return undefined;
  return { text: cut(shown), place: name === undefined && street !== '' };
}
