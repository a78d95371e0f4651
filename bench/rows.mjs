/**
 * What is measured: each row compares a command with another one, or with what theory allows.
 * `goal` is the largest ratio, `memory` the most MiB, that count as reached; rows without a goal are for comparison.
 */
import { pairs, run } from './measure.mjs';

/** Pages that the program reads at once. */
const CONCURRENCY = 8;
const MIB = 1024 * 1024;

/** How much is measured: the figures of the README, and a quick look. */
const FULL = { starts: 15, pairs: 9, records: 100_000, many: 1_000_000, few: 10_000, pages: 1_000, upload: 1024 * MIB };
const QUICK = { starts: 5, pairs: 3, records: 10_000, many: 50_000, few: 10_000, pages: 200, upload: 128 * MIB };

/** Yields { name, goal, memory, ratios, mib } as each row is done, or { name, missing } where a peer is not installed. */
export async function* rows(scene, { quick, has }) {
  const size = quick ? QUICK : FULL;
  yield* starts(scene, size);
  yield* onePage(scene, size, has);
  yield* listings(scene, size, has);
  yield await growth(scene, size);
  yield await latency(scene, size);
  yield await upload(scene, size, has);
}

async function* starts(scene, { starts: count }) {
  const { dispatch } = await scene.account(100);
  const compared = [
    [1.2, '--version'],
    [1.45, '--help'],
    [1.6, 'appointments', 'list', '--help'],
    [1.6, '__complete', 'appointments', 'li'],
  ];
  for (const [goal, ...args] of compared) {
    yield { name: `${args.join(' ')} / node -e 0`, goal, ...(await pairs(dispatch(...args), scene.nothing, count)) };
  }
}

async function* onePage(scene, { starts: count }, has) {
  const { url, dispatch } = await scene.account(100);
  const list = dispatch('appointments', 'list');
  const page = `${url}/v3/appointments?limit=100`;
  yield { name: 'appointments list / node -e 0', goal: 2.2, ...(await pairs(list, scene.nothing, count)) };
  const peers = [
    ['gh', 1.1, 'api', page],
    ['curl', undefined, '-s', page],
    ['http', undefined, '--ignore-stdin', page],
  ];
  for (const [peer, goal, ...args] of peers) {
    const name = `appointments list / the same page by ${peer}`;
    yield has(peer)
      ? { name, goal, ...(await pairs(list, scene.peer(peer, ...args), count)) }
      : { name, goal, missing: peer };
  }
}

async function* listings(scene, { records, pairs: count }, has) {
  const { url, dispatch } = await scene.account(records);
  const bound = await scene.bound(records);
  const all = (format) => dispatch('appointments', 'list', '--all', '-o', format);
  const goals = { ndjson: 1.8, json: 1.8, csv: 1.9, table: 2.2 };
  for (const [format, goal] of Object.entries(goals)) {
    const measured = await pairs(all(format), bound, count, { memory: true });
    yield { name: `${records} records, ${format} / parse and stringify`, goal, memory: 90, ...measured };
  }
  const name = `${records} records, ndjson / gh --paginate`;
  const gh = scene.peer('gh', 'api', '--paginate', `${url}/v3/appointments?limit=100`);
  yield has('gh') ? { name, ...(await pairs(all('ndjson'), gh, Math.min(count, 3))) } : { name, missing: 'gh' };
}

/** Memory of a long listing against that of a short one. */
async function growth(scene, { many, few, pairs: count }) {
  const [long, short] = [await scene.account(many), await scene.account(few)];
  const peak = async ({ dispatch }) =>
    (await run(dispatch('appointments', 'list', '--all', '-o', 'ndjson'), { memory: true })).mib;
  const ratios = [];
  let mib = 0;
  for (let pair = 0; pair < count; pair += 1) {
    const [more, less] = [await peak(long), await peak(short)];
    ratios.push(more / less);
    mib = Math.max(mib, more);
  }
  return { name: `memory at ${many} records / at ${few}`, goal: 1.15, ratios, mib };
}

/** Pages that each take 50 ms, against that many at once without a pause. */
async function latency(scene, { pages, pairs: count }) {
  const { dispatch } = await scene.account(pages * 100, 50);
  const ideal = (50 * pages) / CONCURRENCY;
  const ratios = [];
  for (let time = 0; time < count; time += 1) {
    const { ms } = await run(dispatch('appointments', 'list', '--all', '-o', 'ndjson'));
    ratios.push(ms / ideal);
  }
  return { name: `${pages} pages at 50 ms / ${CONCURRENCY} at once without a pause`, goal: 1.08, ratios };
}

async function upload(scene, { upload: bytes, pairs: count }, has) {
  const name = `upload of ${bytes / MIB} MiB / curl -F`;
  if (!has('curl')) return { name, goal: 1.5, missing: 'curl' };
  const { url, dispatch } = await scene.account(0);
  const path = await scene.file(bytes);
  const curl = scene.peer('curl', '-s', '-F', `file=@${path}`, `${url}/v3/datafiles`);
  const measured = await pairs(dispatch('datafiles', 'upload', path), curl, count, { memory: true });
  return { name, goal: 1.5, memory: 120, ...measured };
}
