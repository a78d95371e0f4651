/** `--preview` of uploads: which files would be sent, and under which names. */
import type { Result } from '../output/result.ts';
import { oneLine } from '../output/safe.ts';
import { datafiles } from '../resources/datafiles.ts';
import { nouns } from '../spec/resource.ts';
import type { Session } from './session.ts';

export interface Intended {
  /** What the person calls it. */
  readonly file: string;
  /** What the API would call it. */
  readonly filename: string;
}

export async function previewUploads(session: Session, files: readonly Intended[]): Promise<Result> {
  if ((await session.format()) === 'table') {
    const text = ({ file, filename }: Intended) =>
      `Would upload ${oneLine(file)}. Nothing has been written.\n+ filename: ${oneLine(filename)}\n`;
    return { kind: 'raw', chunks: files.map(text) };
  }
  const records = files.map(({ filename }) => ({
    action: 'upload',
    record: null,
    changes: [{ field: 'filename', before: null, after: filename }],
    follows: [],
  }));
  const [only, ...more] = records;
  if (only && more.length === 0) return { kind: 'record', record: only };
  return { kind: 'records', nouns: nouns(datafiles), pages: once(records) };
}

async function* once<T>(page: readonly T[]) {
  yield page;
}
