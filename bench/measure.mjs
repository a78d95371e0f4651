/** Whole processes: how long they take, how much memory they need, and two of them in pairs. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Milliseconds between two looks at a process's memory. */
const LOOK = 10;

/**
 * Runs a command once, its output going nowhere.
 * @param command { argv, env } of a process that is to succeed
 * @returns { ms, mib }: wall time, and the most memory that was resident (undefined where /proc does not tell)
 * @throws when the command fails: the time of a failure says nothing
 */
export function run({ argv: [file, ...args], env }, { memory = false } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let peak;
    const timer = memory ? setInterval(() => (peak = residentPeak(child.pid) ?? peak), LOOK) : undefined;
    let ms;
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('exit', () => (ms = performance.now() - started));
    child.on('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve({ ms, mib: peak });
      else reject(new Error(`${[file, ...args].join(' ')} ended with ${code}: ${errors.trim()}`));
    });
  });
}

/** The kernel's own high-water mark in MiB; undefined once the process is gone. */
function residentPeak(pid) {
  try {
    const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib && Number(kib) / 1024;
  } catch {
    return undefined;
  }
}

/**
 * Runs two commands in alternation, the first of each pair being the other one each time, after one pair that is not counted.
 * @returns { ratios, mib }: time of the one over that of the other for each pair; the most memory the one needed
 */
export async function pairs(one, other, count, options) {
  const ratios = [];
  let mib;
  for (let pair = 0; pair <= count; pair += 1) {
    const swapped = pair % 2 === 1 ? { theirs: await run(other) } : {};
    const ours = await run(one, options);
    const { theirs } = swapped.theirs ? swapped : { theirs: await run(other) };
    if (pair === 0) continue;
    ratios.push(ours.ms / theirs.ms);
    if (ours.mib !== undefined) mib = Math.max(mib ?? 0, ours.mib);
  }
  return { ratios, mib };
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
