/** `dispatch doctor`: what could keep the program from working, each with the mend. What it does is loaded when it runs. */
import { enumeration, string } from '../spec/field.ts';
import type { Command } from './command.ts';

export const RESULTS = ['ok', 'warning', 'failed'] as const;

export const CHECK = {
  check: string('What was looked at', { column: 1 }),
  result: enumeration(RESULTS, 'How it stands', { column: 1 }),
  finding: string('What was found', { column: 1 }),
  mend: string('What to do', { column: 1 }),
} as const;

export const doctorCommand: Command = {
  name: 'doctor',
  about: 'Check configuration, keyring, clock, proxy, certificate, token and hosts, and say how to mend what is wrong',
  notes: [
    'Sends up to four requests, all of which only read; a token is asked for if need be. No secret is shown.',
    'The exit code is 0 when nothing failed, else that of the first failure. Warnings do not count.',
    'The bundle of --bundle holds versions, settings without names and keys, the names of environment variables, these results and the requests of the last failed command without their contents: no secret and nothing of a customer. Read it before you pass it on.',
  ],
  examples: ['doctor', 'doctor --profile sandbox -o json', 'doctor --bundle dispatch-support.json'],
  flags: () => [
    { name: 'bundle', value: 'FILE', completes: 'file', about: 'Also write a file for whoever is asked for help' },
  ],
  fields: CHECK,
  showsItself: true,
  run: async (call) => (await import('./doctor/run.ts')).doctor(call),
};
