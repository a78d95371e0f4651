/**
 * Prints the fault tests as a table: case, promise, tries, failures. A test's name begins with the number of the case that
 * it holds.
 */
import type { Reporter, TestModule } from 'vitest/node';

interface Row {
  readonly number: string;
  readonly promise: string;
  tries: number;
  failures: number;
}

const NAME = /(\d\d)(?:[–-]\d\d)?:? (.*)$/;
/** Characters of a promise that the table shows. */
const WIDTH = 96;

export default class FaultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const rows = new Map<string, Row>();
    for (const module of modules) {
      for (const error of module.errors()) console.error(error.message);
      for (const test of module.children.allTests()) {
        const [, number = '--', promise = test.name] = NAME.exec(test.fullName) ?? [];
        const row = rows.get(test.fullName) ?? { number, promise, tries: 0, failures: 0 };
        const { state, errors } = test.result();
        row.tries += state === 'skipped' ? 0 : 1 + (test.diagnostic()?.repeatCount ?? 0);
        row.failures += state === 'failed' ? 1 : 0;
        rows.set(test.fullName, row);
        for (const error of errors ?? []) console.error(`\n${test.fullName}\n${error.stack ?? error.message}`);
      }
    }
    const sorted = [...rows.values()].sort((a, b) => a.number.localeCompare(b.number));
    console.log(`case  ${'promise'.padEnd(WIDTH)}  tries  failures`);
    for (const { number, promise, tries, failures } of sorted) {
      const text = promise.length > WIDTH ? `${promise.slice(0, WIDTH - 1)}…` : promise;
      console.log(
        `${number.padEnd(4)}  ${text.padEnd(WIDTH)}  ${String(tries).padStart(5)}  ${String(failures).padStart(8)}`,
      );
    }
    const failed = sorted.reduce((sum, { failures }) => sum + failures, 0) + unhandled.length;
    const passed = sorted.filter(({ tries, failures }) => tries > 0 && failures === 0).length;
    console.log(`${passed} passed, ${failed} failed`);
  }
}
