import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { EXIT_CODE, type ExitCode } from '@app/subgraph-kit/commands/exit-code';
import { type Argument, Command, CommanderError, type Option } from 'commander';
import { confirm } from './confirm.js';
import { type Streams, showFailure, showResult } from './output.js';

/** Values of options by the names of commander: `--partner-id` is `partnerId`. */
export type Options = Readonly<Record<string, string | boolean | number | undefined>>;

/** A command: its call, and the work, which loads its modules on demand. */
export type CommandDefinition = {
  readonly name: string;
  readonly description: string;
  readonly arguments?: readonly Argument[];
  readonly options?: readonly Option[];
  /** The question before a change; null where these options make none. Absent: the command only reads. */
  readonly change?: (words: readonly string[], options: Options) => string | null;
  /** The result has a secret. */
  readonly secret?: boolean;
  work(words: readonly string[], options: Options, run: CommandRun): Promise<CommandResult>;
};

/** Commands with a first word in common. */
export type CommandGroup = {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandDefinition[];
};

/** Runs one call; returns its exit code. */
export async function runProgram(
  words: readonly string[],
  contents: readonly (CommandDefinition | CommandGroup)[],
  { environment, streams, stop }: { environment: CommandRun['environment']; streams: Streams; stop: AbortSignal },
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT_CODE.done;
  const json = words.includes('--json');
  const call: Call = async (definition, args, options) => {
    const run: CommandRun = {
      environment,
      stop,
      progress: (line) => streams.err(`${line}\n`),
      item: (line, data) => streams.out(`${json ? JSON.stringify(data) : line}\n`),
    };
    exitCode = await runCommand(definition, { args, options }, run, streams);
  };
  const program = programOf(contents, call, streams);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help that was asked for; help in place of a missing command has the exit code 1.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODE.done;
    if (error instanceof CommanderError && error.code === 'commander.help')
      return json
        ? showFailure(wrongCall('Which command?', 'skill-link --help lists them.'), json, streams)
        : EXIT_CODE.wrongCall;
    return showFailure(error, json, streams);
  }
}

type Call = (definition: CommandDefinition, args: readonly string[], options: Options) => Promise<void>;

async function runCommand(
  { change, secret = false, work }: CommandDefinition,
  { args, options }: { args: readonly string[]; options: Options },
  run: CommandRun,
  streams: Streams,
): Promise<ExitCode> {
  const shown = { json: options.json === true, showSecret: options.showSecret === true };
  if (secret && shown.json && !shown.showSecret)
    throw wrongCall('The secret of this command is shown once.', 'With --json add --show-secret.');
  const question = change?.(args, options) ?? null;
  if (question !== null) await confirm(question, { yes: options.yes === true });
  const result = await work(args, options, run);
  showResult(result, shown, streams);
  return result.exitCode ?? EXIT_CODE.done;
}

/** The commands as commander knows them, also for the test of the documentation. */
export function programOf(
  contents: readonly (CommandDefinition | CommandGroup)[],
  call: Call,
  { out, err }: Streams,
): Command {
  const program = new Command('skill-link')
    .description('The commands of the operators of Skill Link (docs/operator-cli.md).')
    .exitOverride()
    // Failures are shown at the end, as text or as JSON.
    .configureOutput({ writeOut: out, writeErr: err, outputError: () => undefined })
    .showSuggestionAfterError(true)
    .helpCommand(false);
  for (const entry of contents) {
    if (!('commands' in entry)) add(program, entry, call);
    else {
      const group = program.command(entry.name).description(entry.description).helpCommand(false);
      for (const definition of entry.commands) add(group, definition, call);
    }
  }
  return program;
}

function add(parent: Command, definition: CommandDefinition, call: Call): void {
  const command = parent.command(definition.name).description(definition.description);
  for (const argument of definition.arguments ?? []) command.addArgument(argument);
  for (const option of definition.options ?? []) command.addOption(option);
  if (definition.change) command.option('--yes', 'makes the change without a question');
  if (definition.secret === true) command.option('--show-secret', 'with --json: shows the secret too');
  command.option('--json', 'one JSON document on standard output');
  command.action(async () => call(definition, command.args, command.opts()));
}
