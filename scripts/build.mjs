/**
 * Builds dist/: the program as CommonJS files (chunks.mjs), and each heavy package as a file of its own that is read only when a
 * command needs it. CommonJS, because code splitting of ES modules loses the named exports of CommonJS packages and starts more slowly.
 */
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { acrossChunks, chunkText, planChunks } from './chunks.mjs';
import { leanCommander, leanUndici } from './lean.mjs';
import { undiciFinish } from './undici-finish.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;
/** Built here first, so that the program can be run all the while. */
const fresh = `${root}dist.new`;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** Packages that come to dist/vendor, by the names under which they are imported. */
const VENDORED = [
  '@inquirer/prompts',
  '@jmespath-community/jmespath',
  'chrono-node/en',
  'cli-table3',
  'commander',
  'conf',
  'csv-stringify/sync',
  'form-data',
  'mime-types',
  'ora',
  'proper-lockfile',
  'string-width',
  'temporal-polyfill',
  'undici',
  'undici/index.js',
];
/** Packages with binaries, which stay ordinary dependencies. */
const INSTALLED = ['libsql', '@napi-rs/keyring'];
/** The files of the program, in the order in which they may take a module, and where each begins. */
const CHUNKS = {
  // What every command needs, help and completion included.
  dispatch: ['src/bin.ts'],
  completion: ['src/cli/answer-completion.ts'],
  // What a list needs beyond the first.
  list: ['cli/parse', 'cli/session', 'cli/reads', 'output/print'].map((name) => `src/${name}.ts`),
  // What values that are typed need, in filters and in bodies.
  values: ['values', 'times', 'range'].map((name) => `src/input/${name}.ts`),
  // What only a person sees.
  terminal: ['pager', 'names'].map((name) => `src/cli/${name}.ts`),
  // What a new token needs.
  login: ['renew', 'grants', 'secrets'].map((name) => `src/auth/${name}.ts`),
  emulator: ['src/emulator/server.ts'],
  // All that is loaded on demand.
  more: undefined,
};
/** What is not taken as it comes: `undici` is only what direct connections need, `undici/index.js` is all of it. */
const LEAN = { undici: leanUndici(`${fresh}/vendor`), commander: leanCommander };

const fileOf = (name) => name.replace(/^@/, '').replaceAll('/', '-');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  format: 'cjs',
  // src/start.ts relies on it.
  charset: 'ascii',
  // Everything is loaded with require: the loader of ES modules alone would cost more than the program.
  supported: { 'dynamic-import': false },
  define: { DISPATCH_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
  minifySyntax: true,
  minifyWhitespace: true,
};

const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${VENDORED.join('|')})$`) }, ({ path, importer, kind }) =>
      importer.startsWith(`${root}src`) && kind === 'dynamic-import'
        ? { path: `./vendor/${fileOf(path)}.cjs`, external: true }
        : undefined,
    );
  },
};

rmSync(fresh, { recursive: true, force: true });
const modules = await planChunks({ ...common, entryPoints: ['src/bin.ts'] }, CHUNKS);
const program = { ...common, external: INSTALLED, plugins: [apart], metafile: true };
const parts = await Promise.all([
  build({
    ...program,
    entryPoints: [
      { in: 'src/start.ts', out: 'start' },
      { in: 'src/auth/keyring-child.ts', out: 'keyring-child' },
    ],
    outdir: fresh,
    outExtension: { '.js': '.cjs' },
  }),
  ...Object.keys(CHUNKS).map((chunk) =>
    build({
      ...program,
      stdin: { contents: chunkText(chunk, modules, chunk === 'dispatch' ? 'src/bin.ts' : undefined), resolveDir: root },
      outfile: `${fresh}/${chunk}.cjs`,
      plugins: [apart, acrossChunks(chunk, modules, root)],
    }),
  ),
]);
await Promise.all(
  VENDORED.map((name) =>
    build({
      ...common,
      stdin: { contents: LEAN[name]?.entry ?? `module.exports = require(${JSON.stringify(name)})`, resolveDir: root },
      outfile: `${fresh}/vendor/${fileOf(name)}.cjs`,
      plugins: [...(LEAN[name] ? [LEAN[name].plugin] : []), undiciFinish],
    }),
  ),
);

const packages = parts
  .flatMap(({ metafile }) => Object.keys(metafile.inputs))
  .filter((path) => path.startsWith('node_modules/'));
if (packages.length > 0) {
  throw new Error(
    `only dynamic imports of the packages in VENDORED keep the start short; bundled were:\n${packages.join('\n')}`,
  );
}

rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
