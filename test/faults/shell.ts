/** Lines of a real shell in which `dispatch` is the built program. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { BIN, folder } from './helpers.ts';

export interface ShellOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Current folder; an empty one if not given. */
  readonly cwd?: string;
}

/** Runs a line in bash. */
export async function shell(line: string, { env, cwd = folder() }: ShellOptions) {
  const child = spawn('bash', ['-c', `dispatch() { "$NODE" "$BIN" "$@"; }\n${line}`], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: folder(), NODE: process.execPath, BIN, DISPATCH_TOKEN: 'token', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end();
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}
