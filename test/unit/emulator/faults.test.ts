import { Agent, get } from 'node:http';
import { expect, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/server.ts';
import { emulated, grant, loggedIn } from './client.ts';

test('asked-for faults are answered, in the shape of errors', async () => {
  const emulator = await emulated({ fail: [{ status: 429, rate: 1 }] });
  const { status, body, headers } = await grant(emulator);
  expect([status, body]).toEqual([429, { error: 'Too Many Requests' }]);
  expect(headers.get('x-request-id')).not.toBe(null);
});

test('a rate is the share of requests that fail, each status its own', async () => {
  const emulator = await emulated({
    fail: [
      { status: 429, rate: 0.5 },
      { status: 503, rate: 0.5 },
    ],
  });
  const answers = await Promise.all(Array.from({ length: 60 }, () => grant(emulator)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([429, 503]));
});

test('every answer waits as long as asked', async () => {
  const emulator = await emulated({ latencyMs: 60 });
  const started = performance.now();
  await grant(emulator);
  expect(performance.now() - started).toBeGreaterThanOrEqual(55);
});

test('closing does not wait for idle connections', async () => {
  const emulator = await startEmulator({ file: ':memory:' });
  await loggedIn(emulator);
  const agent = new Agent({ keepAlive: true });
  await new Promise((resolve) => get(emulator.apiUrl, { agent }, (response) => response.resume().on('end', resolve)));
  const started = performance.now();
  await emulator.close();
  // Node keeps an idle connection for five seconds.
  expect(performance.now() - started).toBeLessThan(3000);
  agent.destroy();
});

test('a port that is taken is an error', async () => {
  const { apiUrl } = await emulated();
  await expect(startEmulator({ file: ':memory:', port: Number(new URL(apiUrl).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
