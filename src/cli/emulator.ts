/** `dispatch emulator`: the embedded API on loopback, for trying things out and for tests. What it does is loaded when it runs. */
import type { Command } from './command.ts';

export const emulatorCommand: Command = {
  name: 'emulator',
  about: 'The embedded Dispatch API: the whole of it on this machine, with an invented account.',
  notes: [
    'Its data outlives the command. Every command can use it without a server: --env emulator.',
    'Its credentials are public; it answers on 127.0.0.1 alone.',
  ],
  commands: () => [
    {
      name: 'start',
      about: 'Serve the emulator until interrupted; prints its address and credentials for a shell to evaluate',
      examples: ['emulator start', 'emulator start --port 4000 --latency 50 --fail 429:0.1'],
      flags: () => [
        { name: 'port', value: 'N', about: 'Port to listen on; a free one if not given' },
        { name: 'latency', value: 'MS', about: 'Milliseconds that every answer waits' },
        { name: 'fail', value: 'STATUS:RATE', many: true, about: 'Answer so many requests with an error: 429:0.1' },
        { name: 'token-lifetime', value: 'S', default: '10800', about: 'Seconds that a bearer token lives' },
      ],
      run: async (call) => (await import('./emulator-run.ts')).start(call),
    },
    {
      name: 'reset',
      about: 'Throw its data away and begin anew, with the invented account around today',
      notes: ['Asks first at a terminal; elsewhere it needs --yes.'],
      examples: ['emulator reset --yes'],
      run: async (call) => (await import('./emulator-run.ts')).reset(call),
    },
  ],
};
