/** JSON: an array for records, one on a line; an object for one record. */
import { chooser } from './fields.ts';
import type { Formatter } from './format.ts';
import { jsonText, jsonTexts } from './safe.ts';

export const json: Formatter = {
  many(view) {
    const choose = chooser(view.chosen);
    let opened = false;
    return {
      page(records) {
        const before = opened ? ',\n  ' : '[\n  ';
        opened = true;
        return before + jsonTexts(records.map(choose), ',\n  ');
      },
      end: () => (opened ? '\n]\n' : '[]\n'),
    };
  },
  one: (record, view) => `${jsonText(chooser(view.chosen)(record), 2)}\n`,
  value: (value) => `${jsonText(value, 2)}\n`,
};
