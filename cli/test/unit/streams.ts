import { COMMANDS } from '../../src/commands/commands.js';
import { runProgram } from '../../src/program.js';

/** The outcome of a call in this process; where standard input is no terminal, as in a job. */
export type Called = { code: number; out: string; err: string };

/** Calls the program in this process with an environment of its own. */
export async function called(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Called> {
  const written = { out: '', err: '' };
  const streams = {
    out: (text: string) => {
      written.out += text;
    },
    err: (text: string) => {
      written.err += text;
    },
  };
  const code = await runProgram(words, COMMANDS, { environment, streams, stop: new AbortController().signal });
  return { code, ...written };
}
