/** What `dispatch emulator` does. */

import { configDir, emulatorFile } from '../config/paths.ts';
import { loadEmulator } from '../emulator/load.ts';
import type { Emulator, Fault } from '../emulator/server.ts';
import { LocalError, UsageError } from '../errors.ts';
import { parseCount } from '../input/numbers.ts';
import { quote } from '../input/quote.ts';
import type { Result } from '../output/result.ts';
import { ask } from './ask.ts';
import type { Call } from './command.ts';
import { refuseDryRun } from './plan.ts';
import { forgetEmulator } from './remember.ts';
import type { Session } from './session.ts';

export async function start({ session, flags }: Call): Promise<Result> {
  const port = parseCount(flags.get('port'), '--port', 0, 0);
  if (port > 65_535) throw new UsageError(`--port must be at most 65535, not ${port}`);
  const options = {
    file: emulatorFile(configDir(session.io)),
    port,
    latencyMs: parseCount(flags.get('latency'), '--latency', 0, 0),
    fail: flags.all('fail').map(parseFault),
    ...(flags.has('token-lifetime') && {
      tokenLifetimeS: parseCount(flags.get('token-lifetime'), '--token-lifetime', 0, 0),
    }),
    now: () => session.io.now(),
  };
  const { startEmulator } = await loadEmulator();
  const emulator = await startEmulator(options).catch((error: Error) => {
    throw new LocalError(`cannot start the emulator: ${error.message}`, { hint: hintFor(error), cause: error });
  });
  return { kind: 'raw', chunks: serve(session, emulator, options.file) };
}

const hintFor = (error: Error & { code?: string }): string =>
  error.code === 'EADDRINUSE'
    ? 'Choose another --port, or leave it out.'
    : 'If its data is damaged, `dispatch emulator reset` makes it anew.';

/** The lines for a shell at once; then it stays until it is interrupted. */
async function* serve(session: Session, emulator: Emulator, file: string): AsyncGenerator<string> {
  const { signal, io } = session;
  try {
    yield `export DISPATCH_API_URL=${emulator.apiUrl}\n` +
      `export DISPATCH_CLIENT_ID=${emulator.clientId}\n` +
      `export DISPATCH_CLIENT_SECRET=${emulator.clientSecret}\n`;
    await session.tell(`The emulator answers on ${emulator.apiUrl}; stop it with Ctrl-C.`);
    await session.tell(
      io.stdout.isTerminal
        ? 'To use it, run the three lines above in another terminal, and then for instance: dispatch appointments list'
        : 'To use it, let another shell read what went to standard output (source FILE), and then: dispatch appointments list',
    );
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    await emulator.close();
  }
  if (io.stderr.isTerminal && !session.quiet) {
    // Behind the ^C that the terminal shows.
    await io.stderr.write('\n');
    await session.tell(`Stopped; its state is kept in ${file}.`);
  }
  throw signal.reason;
}

/** `429:0.1` is every tenth request. */
function parseFault(text: string): Fault {
  const [, status, rate] = /^([45]\d\d):(\d*\.?\d+)$/.exec(text) ?? [];
  if (status === undefined || Number(rate) > 1) {
    throw new UsageError(`--fail must be like 429:0.1, not ${quote(text)}`, {
      hint: 'Give an error status from 400 to 599 and a rate from 0 to 1.',
    });
  }
  return { status: Number(status), rate: Number(rate) };
}

export async function reset({ session }: Call): Promise<Result> {
  refuseDryRun(session);
  await ask(session, 'Throw away all data of the emulator?', async () => []);
  const { resetEmulator } = await loadEmulator();
  const dir = configDir(session.io);
  await resetEmulator(emulatorFile(dir)).catch((error: Error) => {
    throw new LocalError(`cannot reset the emulator: ${error.message}`, { cause: error });
  });
  forgetEmulator(dir);
  await session.tell('The emulator has its invented account again.');
  return { kind: 'nothing' };
}
