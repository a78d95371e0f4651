import type { Command } from '../cli/command.ts';

/** A command that can be run, and the words that call it, the program's name first. */
export interface Callable {
  readonly call: string;
  readonly command: Command;
}

/** Every command that can be run, in the order of the tree. */
export function callables(command: Command, call: string = command.name): readonly Callable[] {
  const below = (command.commands?.() ?? []).flatMap((each) => callables(each, `${call} ${each.name}`));
  return command.run ? [{ call, command }, ...below] : below;
}
