/** The generated parts of README.md, in Markdown. */
import type { Command } from '../cli/command.ts';
import { usageLines } from '../cli/help.ts';
import { ENVIRONMENT } from '../config/environment.ts';
import { EXIT_CODES } from '../errors.ts';
import { endpoints } from './endpoints.ts';
import { callables } from './walk.ts';

const REGION = /(<!-- generated:([a-z-]+) -->\n).*?(<!-- \/generated -->)/gs;

/**
 * Fills the regions between `<!-- generated:NAME -->` and `<!-- /generated -->`.
 * @throws TypeError for a region of another name than `commands`, `endpoints`, `environment`, `exit-codes`
 */
export function withRegions(markdown: string, root: Command): string {
  const regions: Readonly<Record<string, () => string>> = {
    commands: () => commands(root),
    endpoints: () => requests(root),
    environment: () =>
      table(
        ['variable', 'meaning'],
        ENVIRONMENT.map(({ name, meaning }) => [code(name), meaning]),
      ),
    'exit-codes': () => table(['code', 'meaning'], EXIT_CODES),
  };
  return markdown.replace(REGION, (_, opening: string, name: string, closing: string) => {
    const region = regions[name];
    if (!region)
      throw new TypeError(`nothing generates the region ${name}; there are ${Object.keys(regions).join(', ')}`);
    return `${opening}\n${region()}\n${closing}`;
  });
}

function commands(root: Command): string {
  const rows = callables(root).map(({ call, command }) => {
    const usage = usageLines(call, command).at(-1) ?? call;
    return [`\`${usage.replace(/ \[flags\]$/, '')}\``, command.about];
  });
  return table(['command', 'what it does'], rows);
}

function requests(root: Command): string {
  const called = new Set(callables(root).map(({ call }) => call));
  const rows = endpoints().map(({ request, command }) => {
    const call = `${root.name} ${command}`;
    if (!called.has(call)) throw new TypeError(`no command ${call} for ${request}`);
    return [`\`${request}\``, `\`${call}\``];
  });
  return table(['request', 'command'], rows);
}

/** Each of the names in a list of them. */
const code = (names: string): string => names.replaceAll(/\w+/g, (name) => `\`${name}\``);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [line(head), `|${'---|'.repeat(head.length)}\n`, ...rows.map(line)].join('');
}
