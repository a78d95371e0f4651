/** The programs that are extensions: how they are found and run. */
import { delimiter, isAbsolute, join } from 'node:path';
import { ExtensionEnded, LocalError } from '../errors.ts';
import type { Io } from '../io.ts';

const PREFIX = 'dispatch-';
const NAME = /^[a-z0-9][a-z0-9-]*$/i;
/** Node starts other kinds of files only through a shell, which would read the arguments. */
const WINDOWS_PROGRAM = /\.(exe|com)$/i;

export interface Extension {
  readonly name: string;
  /** The program's file. */
  readonly path: string;
}

/** Every extension; of several with one name the first on the PATH, which is the one that runs. */
export async function findExtensions(io: Io): Promise<Extension[]> {
  const { readdir } = await import('node:fs/promises');
  const found = new Map<string, Extension>();
  for (const folder of foldersOf(io)) {
    // Folders of the PATH need not be there, or readable.
    const files = await readdir(folder).catch(() => []);
    for (const file of files.filter((each) => each.startsWith(PREFIX)).sort()) {
      const name = nameOf(file, io);
      if (name === undefined || found.has(name) || !(await isProgram(join(folder, file)))) continue;
      found.set(name, { name, path: join(folder, file) });
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The extension of this name; undefined where there is none. */
export async function findExtension(name: string, io: Io): Promise<Extension | undefined> {
  if (!NAME.test(name)) return undefined;
  const files = io.platform === 'win32' ? [`${PREFIX}${name}.exe`, `${PREFIX}${name}.com`] : [`${PREFIX}${name}`];
  for (const path of foldersOf(io).flatMap((folder) => files.map((file) => join(folder, file)))) {
    if (await isProgram(path)) return { name, path };
  }
  return undefined;
}

/** A relative folder on the PATH would run what somebody left in the current one. */
const foldersOf = ({ env }: Io): string[] =>
  (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));

function nameOf(file: string, { platform }: Io): string | undefined {
  if (platform === 'win32' && !WINDOWS_PROGRAM.test(file)) return undefined;
  const name = file.slice(PREFIX.length).replace(platform === 'win32' ? WINDOWS_PROGRAM : '', '');
  return NAME.test(name) ? name : undefined;
}

async function isProgram(path: string): Promise<boolean> {
  const { access, constants, stat } = await import('node:fs/promises');
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile()) return false;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Runs an extension on this terminal. @throws ExtensionEnded with its exit code, unless that is 0 */
export async function runExtension({ name, path }: Extension, args: readonly string[], io: Io): Promise<void> {
  const [{ spawn }, { withoutSecrets }] = await Promise.all([import('node:child_process'), import('./secrets.ts')]);
  const env = withoutSecrets(io.env);
  await io.stdout.flush();
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(path, [...args], { stdio: 'inherit', env });
    // A terminal sends Ctrl-C to both; whoever stops this program means the other, too.
    io.signal.addEventListener('abort', () => {
      if (io.signal.reason?.signal === 'SIGTERM') child.kill('SIGTERM');
    });
    child.on('error', (cause) => reject(new LocalError(`cannot run ${path}: ${cause.message}`, { cause })));
    child.on('close', (status, signal) => resolve(status ?? SIGNALS[signal ?? ''] ?? 1));
  });
  if (code !== 0) throw new ExtensionEnded(name, code);
}

/** Exit codes that stand for signals, as shells have them. */
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
