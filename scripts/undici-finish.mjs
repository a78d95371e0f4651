/**
 * A correction of undici 7: where a server closed the connection while nobody took the body, its parser ended the process instead of
 * reading what had come. undici 8, which has it (pull request 5474), needs a later Node.
 */
import { readFileSync } from 'node:fs';

const WRONG = `    assert(this.ptr != null)
    assert(!this.paused)

    const { llhttp } = this

    let ret
`;

/** What has come is given out although it was not asked for: there is no more of it than the socket held. */
const RIGHT = `    assert(this.ptr != null)

    const { llhttp } = this

    while (this.paused) {
      llhttp.llhttp_resume(this.ptr)
      this.paused = false
      const rest = this.socket.read() || EMPTY_BUF
      this.execute(rest)
      if (this.paused && rest.length === 0) {
        llhttp.llhttp_resume(this.ptr)
        this.paused = false
      }
    }

    let ret
`;

/** @throws when undici is no longer what the correction was made for */
export const undiciFinish = {
  name: 'undici-finish',
  setup({ onLoad }) {
    onLoad({ filter: /\/undici\/lib\/dispatcher\/client-h1\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (source.split(WRONG).length !== 2) throw new Error(`${path} has changed: see scripts/undici-finish.mjs`);
      return { contents: source.replace(WRONG, RIGHT) };
    });
  },
};
