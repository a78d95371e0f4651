/**
 * `npm run bench`: the performance figures that the README quotes, as a Markdown table on standard output.
 * `npm run bench -- --quick` takes less than a minute; its figures are rough.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { median } from './measure.mjs';
import { rows } from './rows.mjs';
import { openScene } from './scene.mjs';

const quick = process.argv.includes('--quick');
const has = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const ratio = (number) => number.toFixed(2);
const print = (...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

function show({ name, goal, memory, ratios, mib, missing }) {
  const goals = [goal && `≤ ${goal}`, memory && `≤ ${memory} MiB`].filter(Boolean).join(', ');
  if (missing) return print(name, goals, `${missing} is not installed`, '', '');
  const middle = median(ratios);
  const met = (goal === undefined || middle <= goal) && (memory === undefined || (mib ?? 0) <= memory);
  print(
    name,
    goals,
    goals && !met ? `**${ratio(middle)}**` : ratio(middle),
    `${ratio(Math.min(...ratios))} to ${ratio(Math.max(...ratios))}`,
    mib === undefined ? '' : `${Math.round(mib)} MiB`,
  );
}

const scene = await openScene();
try {
  process.stdout.write(
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores\n\n`,
  );
  print('measured', 'goal', 'median', 'spread', 'peak memory');
  print('---', '---', '---', '---', '---');
  for await (const row of rows(scene, { quick, has })) show(row);
} finally {
  await scene.close();
}
