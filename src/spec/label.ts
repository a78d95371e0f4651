/** What a person calls a record whose number says nothing to them. */
import type { Fields } from './field.ts';
import type { JsonObject } from './json.ts';

/** The fields that make a name, the best first: sources have a title beside their machine-readable name, companies a contact person. */
const NAMES = [['title'], ['name'], ['company_name'], ['first_name', 'last_name']] as const;

/** Title, company or person; undefined where the record has none. The text is the API's: it can hold anything. */
export function labelOf(record: JsonObject): string | undefined {
  for (const fields of NAMES) {
    const parts = fields.map((field) => record[field]).filter((part) => typeof part === 'string');
    const label = parts
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' ');
    if (label !== '') return label;
  }
  return undefined;
}

/** Whether records with these fields have a name at all. */
export const isNamed = (fields: Fields): boolean => NAMES.flat().some((name) => Object.hasOwn(fields, name));
