/** What a table says beside a value: the name of the record that a number stands for, the time at the site of the work. */
import type { Field } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Clock } from './cells.ts';
import type { View } from './format.ts';
import type { Reference } from './names.ts';
import { type Path, valueAt } from './paths.ts';
import { oneLine } from './safe.ts';
import { localTimes } from './times.ts';

export interface Aside {
  readonly text: string;
  /** A time: shortened it would be wrong, it is left out instead. */
  readonly whole: boolean;
}

/** Where a value is shown. */
interface Shown {
  readonly path: Path;
  readonly field: Field | undefined;
}

export interface Asides {
  /** Finds out what these records need; to be called before `of`. */
  learn(records: readonly JsonObject[], shown: readonly Shown[]): Promise<void>;
  of(record: JsonObject, shown: Shown): Aside | undefined;
}

/** The resource whose address is where the work is done. */
const SITE = 'jobs';

/** The resource whose records a field names. */
const referred = (field: Field | undefined): string | undefined => (field?.kind === 'id' ? field.of : undefined);

/** A time that somebody plans, unlike one that is merely recorded, is meant by the clock on the wall of the site. */
const isPlanned = (field: Field | undefined): boolean =>
  field?.kind === 'time' && (field.create !== undefined || field.update !== undefined);

/** @param mark what a time at the site is marked with where no title says what it is */
export function asidesFor({ names, fields, zone }: View, mark = ''): Asides {
  if (!names || !fields) return { learn: async () => undefined, of: () => undefined };
  const siteFields = Object.entries(fields).filter(([, field]) => referred(field) === SITE);
  const local = localTimes(zone);
  const clockIn = clocks();

  const siteTime = (record: JsonObject, value: Json | undefined): string | undefined => {
    for (const [name] of siteFields) {
      const id = record[name];
      const site = typeof id === 'number' ? names.of(SITE, id)?.zone : undefined;
      const clock = site === undefined ? undefined : clockIn(site);
      if (clock && typeof value === 'string') return differing(clock(value), local(value));
    }
    return undefined;
  };

  return {
    async learn(records, shown) {
      const columns = [...shown];
      if (columns.some(({ field }) => isPlanned(field))) {
        columns.push(...siteFields.map(([name, field]) => ({ path: [name], field })));
      }
      await names.learn(records.flatMap((record) => columns.flatMap((column) => referenceIn(record, column))));
    },
    of(record, { path, field }) {
      const value = valueAt(record, path);
      if (isPlanned(field)) {
        const text = siteTime(record, value);
        return text === undefined ? undefined : { text: `(${mark}${text})`, whole: true };
      }
      const resource = referred(field);
      const label = resource && typeof value === 'number' ? names.of(resource, value)?.label : undefined;
      return label === undefined ? undefined : { text: oneLine(label), whole: false };
    },
  };
}

function referenceIn(record: JsonObject, { path, field }: Shown): Reference[] {
  const resource = referred(field);
  const id = valueAt(record, path);
  if (resource === undefined || typeof id !== 'number') return [];
  const organization = organizationOf(record, path);
  return [{ resource, id, ...(organization === undefined ? {} : { organization }) }];
}

/** Of the object that holds the value. */
function organizationOf(record: JsonObject, path: Path): number | undefined {
  const number = valueAt(record, [...path.slice(0, -1), 'organization_id']);
  return typeof number === 'number' ? number : undefined;
}

/** `10:30-05:00`, with the day where that is another one; undefined where both clocks show the same. */
function differing(site: string, local: string): string | undefined {
  if (site === local) return undefined;
  const [day, time] = site.split(' ');
  return day !== undefined && local.startsWith(`${day} `) ? time : site;
}

/** Clocks by the name of their zone; undefined for a zone that is not known here. */
function clocks(): (zone: string) => Clock | undefined {
  const known = new Map<string, Clock | undefined>();
  return (zone) => {
    if (!known.has(zone)) known.set(zone, clockOrNone(zone));
    return known.get(zone);
  };
}

function clockOrNone(zone: string): Clock | undefined {
  try {
    return localTimes(zone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
