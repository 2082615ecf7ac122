import type { ExitCode } from './exit-code.js';

/** What the program of operators gives a command. A command prints nothing itself. */
export type CommandRun = {
  /** The environment variables of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shows a line about work that takes long, on standard error. */
  progress(line: string): void;
  /** Shows an item of a result without an end: the line for people, the data as one line of JSON. */
  item(line: string, data: object): void;
  /** Aborted by Ctrl-C and by the signal of a supervisor. */
  readonly stop: AbortSignal;
};

/** What a command did or found. */
export type CommandResult = {
  /** For people, line by line. */
  readonly text: readonly string[];
  /** For programs (`--json`). Null where the items were all of it. */
  readonly data: object | null;
  /** Secrets by their names. They are shown once, with `--json` only on request. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** `done` by default. */
  readonly exitCode?: ExitCode;
};
