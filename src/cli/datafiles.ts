/** Uploads and downloads: what of datafiles no shared verb can do. What they do is loaded when they run. */
import { datafiles } from '../resources/datafiles.ts';
import type { Command } from './command.ts';
import { PREVIEW } from './input-flags.ts';

const uploadCommand: Command = {
  name: 'upload',
  about: 'Upload files; prints the uid of each, a line a file',
  examples: datafiles.examples.upload,
  arguments: [{ name: 'FILE', about: 'A file, or - for standard input', many: true, completes: 'file' }],
  flags: () => [
    { name: 'name', value: 'NAME', about: 'Upload under this name (one file only)' },
    { name: 'type', value: 'TYPE', about: 'Media type; worked out from the name if not given' },
    PREVIEW,
  ],
  fields: datafiles.fields,
  run: async (call) => (await import('./transfers.ts')).upload(call),
};

const downloadCommand: Command = {
  name: 'download',
  about: 'Download a file by its uid, under its own name into the current folder if not told otherwise',
  examples: datafiles.examples.download,
  arguments: [{ name: 'UID', about: 'The uid of the datafile' }],
  flags: () => [
    { name: 'out', value: 'PATH|-', about: 'Where to: a file, a folder, or - for standard output', completes: 'file' },
    { name: 'force', about: 'Replace an existing file' },
  ],
  run: async (call) => (await import('./transfers.ts')).download(call),
};

export const fileCommands: readonly Command[] = [uploadCommand, downloadCommand];
