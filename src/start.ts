/**
 * The first file that runs. It loads the others with the code that V8 compiled when they were first used: compiling them anew would
 * take a third as long as starting Node. What is kept lies beside the program, so whoever can change it can change the program too;
 * where that folder is read-only, or V8 refuses what it finds (other flags, another build), files are compiled as usual.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { underUsualFlags } from './v8-flags.ts';
import { VERSION } from './version.ts';

type Load = (id: string) => unknown;
type Wrapper = (exports: object, require: Load, module: { exports: object }, file: string, folder: string) => void;

const loaded = new Map<string, { exports: object }>();

/** What a file of the program exports; as `require`, but with its compiled code kept. */
function load(file: string): object {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const folder = dirname(file);
  const within: Load = (id) => (id.startsWith('./') ? load(join(folder, id)) : require(id));
  (underUsualFlags(() => compile(file)).runInThisContext() as Wrapper)(module.exports, within, module, file, folder);
  return module.exports;
}

function compile(file: string): Script {
  // The build writes nothing but ASCII, which is read fastest as Latin 1.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  // V8 compares no more of the source than its length: the rest of what it depends on is in the name.
  const kept = `${file}.${VERSION}-${statSync(file).mtimeMs}-${process.versions.v8}-${process.arch}.cache`;
  const cachedData = readIfThere(kept);
  return cachedData ? new Script(source, { filename: file, cachedData }) : compileAndKeep(source, file, kept);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Compiles all functions, not just those that this command calls, and keeps them for the next commands. */
function compileAndKeep(source: string, filename: string, kept: string): Script {
  const part = `${kept}.${process.pid}`;
  let descriptor: number;
  try {
    // V8 accepts compiled code only under the flags it was made with: those of an ordinary start.
    if (process.env['NODE_OPTIONS'] || process.execArgv.length > 0) throw new Error('not an ordinary start');
    descriptor = openSync(part, 'wx');
  } catch {
    return new Script(source, { filename });
  }
  const { setFlagsFromString } = require('node:v8') as typeof import('node:v8');
  setFlagsFromString('--no-lazy');
  const script = new Script(source, { filename });
  setFlagsFromString('--lazy');
  try {
    writeSync(descriptor, script.createCachedData());
    // V8 does not notice damage: a file that a power failure cut short must never get its final name.
    fsyncSync(descriptor);
    renameSync(part, kept);
  } catch {
    // A full disk costs the next command its quick start, not this one its result.
  } finally {
    closeSync(descriptor);
  }
  return script;
}

/** Answers `--version` by itself: a third of the time would go into loading the rest. */
function answerVersion(): boolean {
  if (process.argv.length !== 3 || process.argv[2] !== '--version') return false;
  try {
    writeSync(1, `${VERSION}\n`);
    return true;
  } catch {
    // The program proper knows what to do when nobody reads or the disk is full.
    return false;
  }
}

if (!answerVersion()) load(join(__dirname, 'dispatch.cjs'));
