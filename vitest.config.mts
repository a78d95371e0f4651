import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The build puts the version in; the tests say their own.
  define: { DISPATCH_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No test may reach a proxy, a profile or a variable of the machine it runs on.
    env: { NODE_EXTRA_CA_CERTS: '', HTTPS_PROXY: '', https_proxy: '', NO_COLOR: '', TZ: 'America/New_York' },
  },
});
