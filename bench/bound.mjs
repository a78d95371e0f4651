/**
 * The least that a listing can cost in Node: `node bench/bound.mjs FILE` reads pages from a file, one a line, parses each and
 * writes its records to standard output, one a line.
 */
import { createReadStream } from 'node:fs';

let rest = '';
for await (const chunk of createReadStream(process.argv[2], 'utf8')) {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) await write(JSON.parse(line).appointments);
}

async function write(records) {
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
