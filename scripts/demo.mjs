/**
 * Shows the real program at work: a login, today's appointments, a reassignment, a photo, CSV. Everything happens in a
 * temporary folder, against the emulator as a process of its own, and nothing is left behind.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const program = fileURLToPath(new URL('../bin/dispatch.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dispatch-demo-'));
/** Nothing of the user's own profiles and variables reaches the commands. */
const env = {
  PATH: process.env.PATH,
  TERM: process.env.TERM,
  SystemRoot: process.env.SystemRoot,
  HOME: folder,
  DISPATCH_CONFIG_DIR: join(folder, 'config'),
  // Where the technicians of the invented account are: today is theirs, wherever this runs.
  TZ: 'America/Chicago',
};

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => interruption.abort(new Error(`stopped by ${signal}`)));

const start = (args, stdio) => spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio });
const shown = (args) => `$ dispatch ${args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ')}`;
const say = (text) => console.log(`\n# ${text}`);

/** Runs a command as it is shown. @throws Error when it fails */
async function dispatch(args, { input, as = shown(args) } = {}) {
  interruption.signal.throwIfAborted();
  console.log(as);
  const child = start(args, [input === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit']);
  child.stdin?.end(input);
  await ended(child, as);
}

/** The same for a command whose output is needed. @returns what it printed, without the last line end */
async function outputOf(args) {
  interruption.signal.throwIfAborted();
  console.log(shown(args));
  const child = start(args, ['ignore', 'pipe', 'inherit']);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await ended(child, shown(args));
  process.stdout.write(output);
  return output.trimEnd();
}

async function ended(child, what) {
  const [code, signal] = await once(child, 'close');
  interruption.signal.throwIfAborted();
  if (code !== 0) throw new Error(`${what} ended with ${code ?? signal}`);
}

/** Starts the emulator. @returns its process, and the variables that it prints for a shell */
async function startEmulator() {
  console.log('$ dispatch emulator start &');
  const child = start(['emulator', 'start'], ['ignore', 'pipe', 'pipe']);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const variables = {};
  for await (const line of createInterface(child.stdout)) {
    console.log(line);
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    if (name) variables[name] = value;
    if (Object.keys(variables).length === 3) return { child, variables };
  }
  throw new Error(`the emulator did not start: ${complaint}`);
}

/** A small picture: a PNG of 64 by 48 pixels that goes from dark to light. */
function picture() {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 48, 8, 0, 0, 0, 0]);
  // Each row begins with the number of its filter: none.
  const row = (y) => Buffer.from([0, ...Array.from({ length: 64 }, (_, x) => x + 3 * y)]);
  const rows = Buffer.concat(Array.from({ length: 48 }, (_, y) => row(y)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

async function show({ DISPATCH_API_URL: url, DISPATCH_CLIENT_ID: id, DISPATCH_CLIENT_SECRET: secret }) {
  say(
    'Log in. The secret comes by standard input, never by a flag. Here a file keeps it, to leave your keyring alone.',
  );
  const login = ['auth', 'login', '--api-url', url, '--client-id', id, '--client-secret-stdin', '--insecure-storage'];
  await dispatch(login, { input: secret, as: `${shown(login)} < secret.txt` });
  await dispatch(['auth', 'status']);

  say("Today's appointments, and those of tomorrow that nobody is assigned to.");
  await dispatch(['appointments', 'list', '--on', 'today']);
  console.log();
  await dispatch(['appointments', 'list', '--on', 'tomorrow', '--unassigned']);

  say('Give appointment 12 to Marcus Bell, number 456. First what would be sent, then the deed.');
  const what = ['--fields', 'id,time,status,user_id'];
  await dispatch(['appointments', 'get', '12', ...what]);
  await dispatch(['appointments', 'update', '12', '--user-id', '456', '--dry-run']);
  await dispatch(['appointments', 'update', '12', '--user-id', '456', ...what]);

  say('Upload a photo, and fetch it again.');
  const photo = picture();
  writeFileSync(join(folder, 'before.png'), photo);
  const uid = await outputOf(['datafiles', 'upload', 'before.png']);
  await dispatch(['datafiles', 'download', uid, '--out', 'copy.png']);
  if (!readFileSync(join(folder, 'copy.png')).equals(photo)) throw new Error('the copy differs from the photo');
  console.log('(the copy is the same, byte for byte)');

  say('Leave a note on the job.');
  await dispatch(['attachments', 'create', '--entity-id', '125', '--description', `Photo before the work: ${uid}`]);

  say('For a spreadsheet or a script: CSV; JSON and NDJSON likewise.');
  await dispatch(['appointments', 'list', '--on', 'tomorrow', ...what, '-o', 'csv']);

  say('Log out.');
  await dispatch(['auth', 'logout']);
}

mkdirSync(env.DISPATCH_CONFIG_DIR, { mode: 0o700 });
let emulator;
try {
  say('The Dispatch API, embedded: an invented account on this machine.');
  emulator = await startEmulator();
  await show(emulator.variables);
  console.log('\nThat is the tour. Nothing of it is left on this machine; README.md says what else there is.');
} catch (error) {
  console.error(`\nThe demonstration failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (emulator?.child.exitCode === null) {
    emulator.child.kill('SIGTERM');
    await once(emulator.child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}
