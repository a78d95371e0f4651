/** contract: The emulator, served until it is interrupted. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Interrupted } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import { memoryIo } from '../helpers/io.ts';
import { temporaryFolder } from '../helpers/server.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Serves it, interrupts it when it has said this, and gives what it wrote. */
async function served(said: string, tty: boolean, ...words: string[]) {
  const controller = new AbortController();
  const env = { DISPATCH_CONFIG_DIR: join(folder, 'config') };
  const io = memoryIo({ cwd: folder, env, tty, signal: controller.signal });
  const ended = main(['emulator', 'start', ...words], io);
  for (let tries = 0; !(io.out() + io.err()).includes(said); tries += 1) {
    if (tries > 500) throw new Error(`never said ${said}: ${io.out()}${io.err()}`);
    await wait(20);
  }
  controller.abort(new Interrupted('SIGINT'));
  const code = await ended;
  const address = /^export DISPATCH_API_URL=(http:\/\/127\.0\.0\.1:\d+)$/m.exec(io.out())?.[1] ?? 'none';
  return { code, out: io.out().replaceAll(address, 'ADDRESS'), err: io.err().replaceAll(address, 'ADDRESS') };
}

const FOR_A_SHELL =
  'export DISPATCH_API_URL=ADDRESS\nexport DISPATCH_CLIENT_ID=emulator\nexport DISPATCH_CLIENT_SECRET=emulator-secret\n';

it('at a terminal says how to use it, and when it is stopped where its data is', async () => {
  expect(await served('To use it', true)).toEqual({
    code: 130,
    out: FOR_A_SHELL,
    err: `The emulator answers on ADDRESS; stop it with Ctrl-C.
To use it, run the three lines above in another terminal, and then for instance: dispatch appointments list

Stopped; its state is kept in ${join(folder, 'config', 'emulator', 'emulator.db')}.
`,
  });
});

it('whose output goes to a file says what to do with it', async () => {
  const { code, out, err } = await served('To use it', false);
  expect([code, out]).toEqual([130, FOR_A_SHELL]);
  expect(err).toBe(`The emulator answers on ADDRESS; stop it with Ctrl-C.
To use it, let another shell read what went to standard output (source FILE), and then: dispatch appointments list
Error: stopped by SIGINT
`);
});

it('with --quiet says no more than the shell needs', async () => {
  expect(await served('SECRET', true, '--quiet')).toEqual({ code: 130, out: FOR_A_SHELL, err: '' });
});
