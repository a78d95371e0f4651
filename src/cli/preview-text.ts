/** A preview as people read it: what would be done, the difference line by line, what would follow. */
import { safeText } from '../output/safe.ts';
import { localTimes } from '../output/times.ts';
import type { Fields } from '../spec/field.ts';
import type { Json } from '../spec/json.ts';
import { aOrAn, noun, nouns, type Resource } from '../spec/resource.ts';
import type { Change, Preview } from './preview.ts';

export function asText(found: Preview, resource: Resource, zone: string | undefined): string {
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
