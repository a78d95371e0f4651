/** The flags of fields whose value cannot be typed: files, which are uploaded first, and secrets, which come by standard input. */
import type { Field, Fields } from '../spec/field.ts';
import { canSend, flagName, sendable, type WriteVerb } from '../spec/flags.ts';
import type { Flag } from './command.ts';

/** The flag that uploads a file for a field that takes a datafile's uid: `logo_token` has `--logo FILE`. */
export const fileFlag = (path: string, field: Field): Flag => ({
  name: flagName(path.replace(/_token$/, '')),
  value: 'FILE',
  about: `${field.about}: a file to upload`,
  completes: 'file',
});

/** A field that takes a datafile's uid, and the flag that uploads a file for it. */
export interface Uploadable {
  readonly path: string;
  readonly flag: string;
  readonly field: Field;
}

/** The fields that a file can be uploaded for. */
export const uploadable = (fields: Fields, verb: WriteVerb): Uploadable[] =>
  sendable(fields, verb).filter(({ path, field }) => field.kind === 'file' && !path.includes('.'));

/** The fields that are read from standard input, so that they appear in no process list. */
export const secrets = (fields: Fields, verb: WriteVerb): string[] =>
  Object.entries(fields).flatMap(([name, field]) => (field.kind === 'secret' && canSend(field, verb) ? [name] : []));

/** `--password-stdin` */
export const secretFlag = (name: string): Flag => ({
  name: `${flagName(name)}-stdin`,
  about: `Read the ${name.replaceAll('_', ' ')} from standard input`,
});

/** Of every command that writes. */
export const PREVIEW: Flag = { name: 'preview', about: 'Read only: show what would change and what would follow' };
