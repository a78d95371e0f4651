/** Newline-delimited JSON: one record a line. */
import type { Json } from '../spec/json.ts';
import { chooser } from './fields.ts';
import type { Formatter } from './format.ts';
import { jsonText, jsonTexts } from './safe.ts';

const line = (value: Json): string => `${jsonText(value)}\n`;

export const ndjson: Formatter = {
  many(view) {
    const choose = chooser(view.chosen);
    return { page: (records) => `${jsonTexts(records.map(choose), '\n')}\n`, end: () => '' };
  },
  one: (record, view) => line(chooser(view.chosen)(record)),
  value: (value) => (Array.isArray(value) ? value.map(line).join('') : line(value)),
};
