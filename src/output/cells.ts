/** Values as a person reads them: local times, lengths of time, yes and no, nested values in a few words. */
import type { Field } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { isObject } from './paths.ts';
import { safeText } from './safe.ts';
import { dim, type Paint, paintOfWord } from './style.ts';
import { durationText } from './times.ts';

/** What stands for a value that is not there. */
const NOTHING = '-';

/** A timestamp of the API as local time. */
export type Clock = (timestamp: string) => string;

/** A value in words, safe for a terminal; text keeps its line ends. */
export const cellText = (value: Json | undefined, field: Field | undefined, clock: Clock): string =>
  typeof value === 'number' ? rawText(value, field, clock) : safeText(rawText(value, field, clock));

/** The same with whatever the API's text holds. */
export function rawText(value: Json | undefined, field: Field | undefined, clock: Clock): string {
  switch (typeof value) {
    case 'string':
      return field?.kind === 'time' ? clock(value) : value;
    case 'number':
      return field?.kind === 'duration' ? durationText(value) : String(value);
    case 'boolean':
      return value ? 'yes' : 'no';
  }
  if (Array.isArray(value)) return listText(value, field, clock);
  return isObject(value) ? summary(value, field, clock) : NOTHING;
}

function listText(values: readonly Json[], field: Field | undefined, clock: Clock): string {
  const item = field?.kind === 'array' ? field.item : field;
  const texts = values.map((value) => rawText(value, item, clock));
  return texts.length === 0 ? NOTHING : texts.join(values.some(isObject) ? '; ' : ', ');
}

/** The words of a nested object; an address as on an envelope: `1 Some Pl., Boston MA`. */
function summary(value: JsonObject, field: Field | undefined, clock: Clock): string {
  const declared = field?.kind === 'object' ? field.fields : undefined;
  const text = (key: string) => {
    const each = Object.hasOwn(value, key) ? value[key] : undefined;
    return typeof each === 'string' || typeof each === 'number' ? rawText(each, declared?.[key], clock) : '';
  };
  const parts =
    'street_1' in value || 'postal_code' in value
      ? [text('street_1'), text('street_2'), [text('city'), text('state')].filter(Boolean).join(' ')]
      : Object.keys(value).map(text);
  return parts.filter(Boolean).join(', ') || NOTHING;
}

/** How a value is coloured; undefined: not at all. */
export function paintOf(value: Json | undefined, field: Field | undefined): Paint | undefined {
  if (value === null || value === undefined) return dim;
  return field?.kind === 'enumeration' && typeof value === 'string' ? paintOfWord(value) : undefined;
}
