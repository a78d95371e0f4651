/** The page of a schedule in a real browser. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schedulePage } from '../../src/output/schedule/html.ts';
import { sampleSchedule } from '../unit/output/schedule/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'dispatch-page-'));
const page = `file://${join(folder, 'page.html')}`;
/** Nothing of the browser's own goes out. */
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

function browserOf(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}
const browser = browserOf();

function chromium(...args: string[]): string {
  if (browser === undefined) throw new Error('chromium is not installed');
  return execFileSync(browser, [...QUIET, `--user-data-dir=${join(folder, 'browser')}`, ...args, page], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Width, height and size of the picture. */
function screenshot(width: number, height: number) {
  const file = join(folder, `${width}.png`);
  chromium(`--window-size=${width},${height}`, `--screenshot=${file}`);
  const png = readFileSync(file);
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), bytes: png.length };
}

/** Without a browser there is nothing to test, except where that would hide a failure. */
const isMissing = browser === undefined && process.env['CI'] !== 'true';

describe.skipIf(isMissing)('the page in Chromium', () => {
  beforeAll(() => writeFileSync(join(folder, 'page.html'), schedulePage(sampleSchedule())));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is well-formed: the browser adds and moves nothing', () => {
    const dom = chromium('--dump-dom');
    expect(dom.match(/<li /g)).toHaveLength(9);
    expect(dom.match(/<tr>/g)).toHaveLength(6);
    expect(dom).toContain('<th scope="row">Priya Raman</th><td class="track">');
    const words = (html: string) =>
      html
        .replace(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean);
    expect(words(dom)).toEqual(words(schedulePage(sampleSchedule())));
  });

  it.each([
    [1280, 850],
    [500, 900],
  ])('can be seen at %i by %i', (width, height) => {
    const seen = screenshot(width, height);
    expect(seen).toMatchObject({ width, height });
    // An empty page of this size has some 5 kB.
    expect(seen.bytes).toBeGreaterThan(30_000);
  });

  it('prints on one sheet of A4 in landscape', () => {
    const file = join(folder, 'page.pdf');
    chromium('--no-pdf-header-footer', `--print-to-pdf=${file}`);
    const pdf = readFileSync(file, 'latin1');
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(pdf).toMatch(/\/MediaBox \[0 0 84[12](\.\d+)? 59[456](\.\d+)?\]/);
  });
});
