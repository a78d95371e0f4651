/** The documents that are derived from the command tree and committed: completions, the manual page, parts of README.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tree } from '../cli/build.ts';
import { SCRIPT_FILES } from '../cli/shells/index.ts';
import { manPage } from './manpage.ts';
import { withRegions } from './regions.ts';

/**
 * Brings the documents below the project's folder up to date.
 * @param check writes nothing
 * @returns the files, relative to the folder, that were not up to date
 */
export async function generate(folder: string, check: boolean): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [file, text] of await documents(folder)) {
    const path = join(folder, file);
    if ((await contentOf(path)) === text) continue;
    stale.push(file);
    if (check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return stale;
}

/** Each file with what it is to hold. README.md is left alone where there is none yet. */
async function documents(folder: string): Promise<(readonly [file: string, text: string])[]> {
  const root = tree();
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const readme = await contentOf(join(folder, 'README.md'));
  return [
    ...SCRIPT_FILES.map(([file, text]) => [`completions/${file}`, text] as const),
    [`man/${root.name}.1`, manPage(root, version)],
    ...(readme === undefined ? [] : [['README.md', withRegions(readme, root)] as const]),
  ];
}

/** Undefined where there is no such file. */
async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
