/** JSON: an array for records, one on a line; an object for one record. */
import { chooser } from './fields.ts';
import type { Formatter } from './format.ts';
import { jsonText } from './safe.ts';

export const json: Formatter = {
  many(view) {
    const choose = chooser(view.chosen);
    let opened = false;
    return {
      page(records) {
        const lines = records.map((record) => `  ${jsonText(choose(record))}`).join(',\n');
        const before = opened ? ',\n' : '[\n';
        opened = true;
        return before + lines;
      },
      end: () => (opened ? '\n]\n' : '[]\n'),
    };
  },
  one: (record, view) => `${jsonText(chooser(view.chosen)(record), 2)}\n`,
  value: (value) => `${jsonText(value, 2)}\n`,
};
