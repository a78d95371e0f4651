/** The completion scripts. They only ask the program, so they never go stale and know profiles. */
import { BASH } from './bash.ts';
import { FISH } from './fish.ts';
import type { Shell } from './names.ts';
import { POWERSHELL } from './powershell.ts';
import { ZSH } from './zsh.ts';

const SCRIPTS: Readonly<Record<Shell, { readonly text: string; readonly file: string }>> = {
  bash: { text: BASH, file: 'dispatch.bash' },
  zsh: { text: ZSH, file: '_dispatch' },
  fish: { text: FISH, file: 'dispatch.fish' },
  powershell: { text: POWERSHELL, file: 'dispatch.ps1' },
};

/** The script for one of `SHELLS`; undefined for any other name. */
export const scriptFor = (shell: string): string | undefined =>
  Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell as Shell].text : undefined;

/** Each script under the name by which its shell finds it in a folder of completions. */
export const SCRIPT_FILES: readonly (readonly [file: string, text: string])[] = Object.values(SCRIPTS).map(
  ({ file, text }) => [file, text],
);
