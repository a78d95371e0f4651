/** What names a record: the number of most, the uid of a datafile. */
import { UsageError } from '../errors.ts';
import { quote } from './quote.ts';

/** The number in a text that is nothing but a positive whole number; undefined for any other. */
export function idIn(text: string): number | undefined {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A record's number. @param resource that has a list in which it can be found. @throws UsageError */
export function parseId(text: string, resource?: string): number {
  const id = idIn(text);
  if (id !== undefined) return id;
  throw new UsageError(`an id must be a positive whole number, not ${quote(text)}`, { hint: whereToFind(resource) });
}

/** For somebody who typed a name where a number is meant. */
export const whereToFind = (resource: string | undefined): string | undefined =>
  resource === undefined ? undefined : `Find the number with: dispatch ${resource} list`;

/** Whether a text can be a uid: it is safe as one segment of a path. */
export function isUid(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,128}$/.test(text) && text !== '.' && text !== '..';
}

/** A datafile's uid. @throws UsageError */
export function parseUid(text: string): string {
  if (isUid(text)) return text;
  throw new UsageError(`${quote(text)} is not the uid of a datafile`, {
    hint: 'A uid looks like fe9194b3-3cc2-4862-af52-d8b59f7dd062; uploading a file prints it.',
  });
}
