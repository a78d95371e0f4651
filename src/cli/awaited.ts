/** Standard input that comes from a keyboard. */
import type { Session } from './session.ts';

/** Says what is awaited and how it ends, where a person would otherwise think that nothing happens. */
export async function tellAwaited(session: Session, what: string): Promise<void> {
  const { stdin, platform } = session.io;
  if (stdin.isTTY !== true) return;
  const end = platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D';
  await session.tell(`Reading ${what} from standard input; end with ${end}.`);
}
