/**
 * Writes the generated documents (src/generate): completions, the manual page, parts of README.md. With --check it
 * writes nothing, names those that are stale and exits with 1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
// Below the project, so that its packages are found from there.
const folder = mkdtempSync(join(root, 'node_modules', '.generate-'));
try {
  const bundle = join(folder, 'generate.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/generate/generate.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { DISPATCH_VERSION: '""' },
    logLevel: 'warning',
  });
  const { generate } = await import(pathToFileURL(bundle).href);
  for (const file of await generate(root, check)) {
    console.error(check ? `${file} is stale: run node scripts/generate.mjs` : `wrote ${file}`);
    if (check) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
