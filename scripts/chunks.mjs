/**
 * The program in several files, so that a command reads and V8 takes in no more of it than it runs. esbuild can split ES modules only, which
 * start more slowly: here each chunk is a CommonJS bundle of its own that finds the modules of the others through what they export.
 */
import { build } from 'esbuild';

/**
 * Which chunk each module is in: the first in the plan that reaches it from its entries by static imports. What nothing of the plan
 * reaches, parts that are loaded on demand, goes to the chunk without entries.
 * @param options of esbuild, with the program's entry
 * @param plan chunk → entries, from the folder of the build
 * @returns owners: module → chunk; shared: the modules that another chunk than their own imports
 */
export async function planChunks(options, plan) {
  const { metafile } = await build({ ...options, packages: 'external', write: false, metafile: true, outdir: '.' });
  const { inputs } = metafile;
  const owners = new Map();
  const take = (chunk, module) => {
    if (!inputs[module] || owners.has(module)) return;
    owners.set(module, chunk);
    for (const { path, kind } of inputs[module].imports) if (kind !== 'dynamic-import') take(chunk, path);
  };
  for (const [chunk, entries] of Object.entries(plan)) {
    for (const module of entries ?? Object.keys(inputs)) take(chunk, module);
  }
  const foreign = (module) => inputs[module].imports.filter(({ path }) => owners.get(path) !== owners.get(module));
  const shared = new Set([...owners.keys()].flatMap(foreign).map(({ path }) => path));
  return { owners, shared };
}

/**
 * The text from which a chunk is built: what others import of it under its path, initialised when it is asked for.
 * @param start the module that begins to run at once, if any
 */
export function chunkText(chunk, { owners, shared }, start) {
  const own = [...shared].filter((module) => owners.get(module) === chunk);
  const lines = own.map(
    (module) => `exports[${JSON.stringify(module)}] = () => require(${JSON.stringify(`./${module}`)});`,
  );
  return [...lines, ...(start ? [`require(${JSON.stringify(`./${start}`)});`] : [])].join('\n');
}

/** Takes the modules of other chunks from their files. `root` ends with a slash. */
export const acrossChunks = (chunk, { owners }, root) => ({
  name: 'across-chunks',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const module = new URL(path, `file://${resolveDir}/`).pathname.slice(root.length);
      const owner = owners.get(module);
      return owner === undefined || owner === chunk ? undefined : { path: module, namespace: 'other-chunk' };
    });
    onLoad({ filter: /.*/, namespace: 'other-chunk' }, ({ path }) => ({
      contents: `module.exports = require('./${owners.get(path)}.cjs')[${JSON.stringify(path)}]();`,
      resolveDir: root,
    }));
    onResolve({ filter: /\.cjs$/, namespace: 'other-chunk' }, ({ path }) => ({ path, external: true }));
  },
});
