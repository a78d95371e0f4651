/**
 * Builds dist/: the program as one CommonJS file, and each heavy package as a file of its own that is read only when a
 * command needs it. CommonJS, because code splitting of ES modules loses the named exports of CommonJS packages and starts more slowly.
 */
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanCommander, leanUndici } from './lean.mjs';

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
/** Parts of the program with a file of their own: their entry, and the file. */
const PARTS = { 'src/emulator/server.ts': 'emulator', 'src/auth/keyring-child.ts': 'keyring-child' };
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
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const part = Object.keys(PARTS).find(
        (entry) => fileURLToPath(new URL(path, `file://${resolveDir}/`)) === root + entry,
      );
      return part ? { path: `./${PARTS[part]}.cjs`, external: true } : undefined;
    });
  },
};

rmSync(fresh, { recursive: true, force: true });
const [program] = await Promise.all([
  build({
    ...common,
    entryPoints: [
      { in: 'src/start.ts', out: 'start' },
      { in: 'src/bin.ts', out: 'dispatch' },
      ...Object.entries(PARTS).map(([entry, out]) => ({ in: entry, out })),
    ],
    outdir: fresh,
    outExtension: { '.js': '.cjs' },
    external: INSTALLED,
    plugins: [apart],
    metafile: true,
  }),
  ...VENDORED.map((name) =>
    build({
      ...common,
      stdin: { contents: LEAN[name]?.entry ?? `module.exports = require(${JSON.stringify(name)})`, resolveDir: root },
      outfile: `${fresh}/vendor/${fileOf(name)}.cjs`,
      plugins: LEAN[name] ? [LEAN[name].plugin] : [],
    }),
  ),
]);

const packages = Object.keys(program.metafile.inputs).filter((path) => path.startsWith('node_modules/'));
if (packages.length > 0) {
  throw new Error(
    `only dynamic imports of the packages in VENDORED keep the start short; bundled were:\n${packages.join('\n')}`,
  );
}

rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
