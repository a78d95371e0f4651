/** `dispatch completion SHELL` prints a script for the shell; the script asks `dispatch __complete WORD...` at every TAB. */
import { UsageError } from '../errors.ts';
import type { Command } from './command.ts';
import { SHELLS } from './shells/names.ts';

export const completionCommand: Command = {
  name: 'completion',
  about: 'Print a script that completes commands, flags and values in your shell',
  notes: [
    'bash: add to ~/.bashrc the line `source <(dispatch completion bash)`.',
    'zsh: write it as _dispatch into a folder of $fpath, or add to ~/.zshrc, behind compinit, the line `source <(dispatch completion zsh)`.',
    'fish: write it to ~/.config/fish/completions/dispatch.fish.',
    'PowerShell: add to $PROFILE the line `dispatch completion powershell | Out-String | Invoke-Expression`.',
  ],
  examples: [
    'source <(dispatch completion bash)',
    'completion fish > ~/.config/fish/completions/dispatch.fish',
    'completion zsh > ~/.zfunc/_dispatch',
  ],
  arguments: [{ name: 'SHELL', about: 'The shell', choices: SHELLS }],
  async run({ args }) {
    const { scriptFor } = await import('./shells/index.ts');
    const script = scriptFor(args[0] ?? '');
    if (script === undefined) {
      throw new UsageError(`no completions for the shell ${args[0] ?? ''}`, {
        hint: `Use one of ${SHELLS.join(', ')}.`,
      });
    }
    return { kind: 'raw', chunks: [script] };
  },
};
