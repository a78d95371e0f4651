/** Runs the checks one after the other, shows them, and ends as the first failure among them would. */
import { resolve } from 'node:path';
import { DispatchError } from '../../errors.ts';
import { type PrintOptions, print } from '../../output/print.ts';
import { progress } from '../../output/progress.ts';
import { FORMATS, type Result } from '../../output/result.ts';
import { oneLine } from '../../output/safe.ts';
import { green, red, yellow } from '../../output/style.ts';
import type { Call } from '../command.ts';
import { CHECK } from '../doctor.ts';
import { pageWidth } from '../help.ts';
import { wrap } from '../layout.ts';
import { refuseDryRun } from '../plan.ts';
import type { Session } from '../session.ts';
import { refuseExisting, writeBundle } from './bundle.ts';
import { checked, type Finding } from './finding.ts';
import { configuration, keyring, profile, program, terminal, timeZone } from './local.ts';
import { proxy, remote } from './remote.ts';

/** @throws the first failure that was found, after everything has been shown */
export async function doctor({ session, flags }: Call): Promise<Result> {
  refuseDryRun(session);
  const { io, quiet, color } = session;
  const bundle = flags.get('bundle');
  const path = bundle === undefined ? undefined : resolve(io.cwd, bundle);
  if (path !== undefined) await refuseExisting(path);
  const printing = await printingFor(session);
  const findings: Finding[] = [];
  const spinner = progress(io, { text: 'Checking', quiet: quiet || session.plain, color });
  try {
    for await (const finding of findingsOf(session)) findings.push(finding);
  } finally {
    spinner.stop();
  }
  await print(resultOf(findings, printing, session), printing, io);
  if (path !== undefined) {
    await writeBundle(path, io, findings);
    await session.tell(`Wrote ${path}. Read it before you pass it on.`);
  }
  const failed = findings.find(({ error }) => error !== undefined);
  if (failed?.error) throw failed.error;
  return { kind: 'nothing' };
}

async function* findingsOf(session: Session): AsyncGenerator<Finding> {
  const { io } = session;
  yield await checked('program', () => program(io));
  yield await checked('terminal', () => terminal(io, session.color));
  yield await checked('configuration', () => configuration(session));
  const settings = await checked('profile', () => profile(session));
  yield settings;
  // Nothing else is known without settings.
  if (settings.error) return;
  yield await checked('time zone', () => timeZone(session));
  yield await checked('keyring', () => keyring(session));
  const through = await checked('proxy', () => proxy(session));
  yield through;
  if (!through.error) yield* remote(session);
}

/** How to show it, also where the settings that say so are what is wrong. */
async function printingFor(session: Session): Promise<PrintOptions> {
  try {
    return await session.printing(CHECK);
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error;
    const format = FORMATS.find((name) => name === session.flags.get('output')) ?? 'table';
    return { format, csvRaw: false, zone: undefined, quiet: session.quiet, color: session.color };
  }
}

function resultOf(findings: readonly Finding[], { format, fields, query }: PrintOptions, session: Session): Result {
  if (format === 'table' && !fields && query === undefined) {
    return { kind: 'raw', chunks: [asText(findings, session)] };
  }
  const records = findings.map(({ check, result, finding, mend = null }) => ({ check, result, finding, mend }));
  const pages = (async function* () {
    yield records;
  })();
  return { kind: 'records', nouns: 'checks', fields: CHECK, pages };
}

const PAINTS = { ok: green, warning: yellow, failed: red } as const;
const INDENT = ' '.repeat('warning  configuration  '.length);

/** A line for each check; what to do stands below what was found. */
function asText(findings: readonly Finding[], { io, color }: Session): string {
  const width = pageWidth(io.stdout.columns) - INDENT.length;
  const lines = findings.flatMap(({ check, result, finding, mend }) => {
    const [first = '', ...others] = [finding, ...(mend === undefined ? [] : [mend])].flatMap((text) =>
      wrap(oneLine(text), width),
    );
    const word = color ? PAINTS[result](result) : result;
    const lead = `${word}${' '.repeat('warning  '.length - result.length)}${check}`;
    const padded = lead + ' '.repeat(Math.max(2, INDENT.length - 'warning  '.length - check.length));
    return [`${padded}${first}`, ...others.map((line) => `${INDENT}${line}`)];
  });
  return `${lines.join('\n')}\n`;
}
