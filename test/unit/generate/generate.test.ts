import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cli/command.ts';
import { manPage } from '../../../src/generate/manpage.ts';
import { withRegions } from '../../../src/generate/regions.ts';

const root: Command = {
  name: 'dispatch',
  about: 'Operate an account.',
  commands: () => [
    {
      name: 'notes',
      about: 'Notes',
      commands: () => [
        {
          name: 'get',
          about: 'Show one note',
          notes: ["'Tis short…", '.starts with a dot \\ ends'],
          examples: ["notes get 1 --text 'a b'"],
          arguments: [{ name: 'ID', about: 'Number', many: true }],
          flags: () => [{ name: 'text', value: 'A|B', about: 'Text', choices: ['a', 'b'] }],
          run: async () => ({ kind: 'nothing' }),
        },
      ],
    },
  ],
};

describe('withRegions', () => {
  it('replaces what is between the marks and nothing else', () => {
    const filled = withRegions('before\n<!-- generated:commands -->\nold\n<!-- /generated -->\nafter\n', root);
    expect(filled).toBe(`before
<!-- generated:commands -->

| command | what it does |
|---|---|
| \`dispatch notes get ID...\` | Show one note |

<!-- /generated -->
after
`);
    expect(withRegions(filled, root)).toBe(filled);
  });

  it('lists exit codes and environment variables', () => {
    expect(withRegions('<!-- generated:exit-codes -->\n<!-- /generated -->', root)).toContain(
      '\n| 4 | not found (404) |\n',
    );
    expect(withRegions('<!-- generated:environment -->\n<!-- /generated -->', root)).toContain(
      '\n| `DISPATCH_TOKEN` |',
    );
  });

  it('refuses a region that nothing generates, and a request that no command sends', () => {
    expect(() => withRegions('<!-- generated:nonsense -->\n<!-- /generated -->', root)).toThrow('the region nonsense');
    expect(() => withRegions('<!-- generated:endpoints -->\n<!-- /generated -->', root)).toThrow(
      'no command dispatch auth login for POST /v3/oauth/token',
    );
  });
});

describe('manPage', () => {
  it('describes every command in roff', () => {
    const page = manPage(root, '1.2.3');
    expect(page).toContain('.TH DISPATCH 1 "" "dispatch 1.2.3" "User Commands"\n');
    expect(page).toContain(`.SS "dispatch notes get ID... [flags]"
Show one note
.PP
\\(aqTis short\\[u2026]
.PP
\\&.starts with a dot \\e ends
.TP
\\fBID...\\fR
Number
.TP
\\fB\\-\\-text A|B\\fR
Text (a, b)
.PP
.nf
    dispatch notes get 1 \\-\\-text \\(aqa b\\(aq
.fi
`);
  });
});
