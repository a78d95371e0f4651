import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** They start processes by the fifty: beside them everything else would be late. */
const CROWDS = ['01-one-token', '14-killed-while-writing', '15-many-writers'].map(
  (name) => `test/faults/${name}.test.ts`,
);

/** Many tests wait most of the time: for a server, a process, a lock to grow old. */
const WORKERS = availableParallelism() + 1;

export default defineConfig({
  // The build puts the version in; the tests say their own.
  define: { DISPATCH_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    // Limits end what hangs. What is slow, on a busy machine, is not wrong.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // No test may reach a proxy, a profile or a variable of the machine it runs on.
    env: { NODE_EXTRA_CA_CERTS: '', HTTPS_PROXY: '', https_proxy: '', NO_COLOR: '', TZ: 'America/New_York' },
    projects: [
      { extends: true, test: { name: 'crowds', include: CROWDS, maxWorkers: 1, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: 'all others',
          include: ['test/**/*.test.ts'],
          exclude: CROWDS,
          // A second is more than most files need; starting afresh for each would take that long again.
          isolate: false,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
