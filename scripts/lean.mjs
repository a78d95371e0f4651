/**
 * Packages cut down to what the program needs of them. undici: direct HTTP/1.1 connections. All of it takes about as long to load as
 * Node itself, this a sixth of that: no HTTP/2, no fetch, no streams around bodies, and stand-ins for two built-in modules of which it uses next to nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const ENTRY = `exports.Pool = require('undici/lib/dispatcher/pool.js');`;

const STAND_INS = {
  'node:assert': `
    const assert = (value, message) => {
      if (!value) throw message instanceof Error ? message : new Error(message ?? 'assertion failed');
    };
    assert.ok = assert;
    assert.equal = assert.strictEqual = (a, b, message) => assert(a === b, message);
    assert.notEqual = assert.notStrictEqual = (a, b, message) => assert(a !== b, message);
    module.exports = assert;`,
  'node:http': 'exports.maxHeaderSize = 16384; exports.IncomingMessage = class {};',
};

/** Nobody listens: a trace of undici's own would show whole addresses, presigned ones too. */
const SILENT = `
  const silent = { hasSubscribers: false, publish() {} };
  exports.channels = new Proxy({}, { get: () => silent });`;
/** Worked out by the build: of tables for whoever writes a parser, undici's client needs two. */
const { ERROR, TYPE } = require('undici/lib/llhttp/constants.js');

/** Never called: only HTTP/1.1 is offered to servers, and bodies are strings and streams. */
const ABSENT = /\/(client-h2|web\/fetch\/body)\.js$/;
const absent = (path) =>
  `module.exports = () => { throw new Error(${JSON.stringify(`${path} is not in this build`)}); };`;

/** Answers the built-in modules named in `standIns` with the text given there. */
const standIns = ({ onResolve, onLoad }, texts) => {
  onResolve({ filter: new RegExp(`^(${Object.keys(texts).join('|')})$`) }, ({ path }) => ({
    path,
    namespace: 'stand-in',
  }));
  onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({ contents: texts[path] }));
};

/** @param folder where the parser's binaries are put, beside the file that reads them */
export const leanUndici = (folder) => ({
  entry: ENTRY,
  plugin: {
    name: 'lean-undici',
    setup(build) {
      standIns(build, STAND_INS);
      build.onLoad({ filter: /\/core\/diagnostics\.js$/ }, () => ({ contents: SILENT }));
      build.onLoad({ filter: /\/llhttp\/constants\.js$/ }, () => ({
        contents: `module.exports = ${JSON.stringify({ ERROR, TYPE })};`,
      }));
      build.onLoad({ filter: ABSENT }, ({ path }) => ({ contents: absent(path.replace(/.*undici\//, 'undici/')) }));
      build.onLoad({ filter: /\/llhttp(_simd)?-wasm\.js$/ }, ({ path }) => {
        // As a file of its own it need not pass through V8's parser and its kept code.
        const file = /\/(llhttp(_simd)?)-wasm\.js$/.exec(path)[1];
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${folder}/${file}.wasm`, require(path));
        const read = `module.exports = require('node:fs').readFileSync(__dirname + '/${file}.wasm');`;
        return { contents: read };
      });
    },
  },
});

/** commander can start other programs, which nothing here asks of it; node:child_process takes 4 ms to load. */
export const leanCommander = {
  entry: `module.exports = require('commander');`,
  plugin: {
    name: 'lean-commander',
    setup: (build) => standIns(build, { 'node:child_process': absent('node:child_process') }),
  },
};
