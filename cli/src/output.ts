import type { CommandResult } from '@app/subgraph-kit/commands/command';
import { CommandFailed, failed, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { EXIT_CODE, type ExitCode } from '@app/subgraph-kit/commands/exit-code';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { CommanderError } from 'commander';

/** Where the program writes: results and progress are separate streams. */
export type Streams = { out(text: string): void; err(text: string): void };

/** Shows a result: text for people, or one JSON document. Secrets are part of the document only on request. */
export function showResult(
  { text, data, secrets = {} }: CommandResult,
  { json, showSecret }: { json: boolean; showSecret: boolean },
  { out }: Pick<Streams, 'out'>,
): void {
  if (json && data !== null) out(`${JSON.stringify(showSecret ? { ...data, ...secrets } : data, null, 2)}\n`);
  if (json) return;
  for (const line of [...text, ...Object.entries(secrets).map(secretLine)]) out(`${line}\n`);
}

function secretLine([name, value]: [string, string]): string {
  return `${`${name}:`.padEnd(13)}  ${value}    (shown once)`;
}

/** Shows a failure: lines on standard error, or one JSON document on standard output. Returns the exit code. */
export function showFailure(error: unknown, json: boolean, { out, err }: Streams): ExitCode {
  const { exitCode, code, message, hint } = failureOf(error);
  if (json) out(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
  else err(`${message}\n${hint === null ? '' : `${hint}\n`}`);
  return exitCode;
}

/** Every error as a failure with a code. Messages of the database stay without the values of its rows. */
export function failureOf(error: unknown): CommandFailed {
  if (error instanceof CommandFailed) return error;
  if (error instanceof CommanderError) return callFailure(error);
  if (error instanceof EnvironmentError) return failed('INVALID_SETTING', error.message);
  const { message, code, extensions } = error as Error & { code?: string; extensions?: { code?: string } };
  if (extensions?.code === 'BAD_USER_INPUT') return wrongCall(message);
  if (code !== undefined && NOT_MIGRATED.has(code))
    return failed('NOT_MIGRATED', `The database lacks a part of the schema: ${message}.`, 'Run skill-link migrate.');
  return failed('FAILED', message === '' ? 'The command failed without a message.' : message);
}

/** Codes of PostgreSQL: no such table, schema, function, column. */
const NOT_MIGRATED = new Set(['42P01', '3F000', '42883', '42703']);

/** The message of commander has the suggestion in a line of its own. */
function callFailure({ message }: CommanderError): CommandFailed {
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'skill-link <command> --help shows the call.';
  return new CommandFailed(EXIT_CODE.wrongCall, 'WRONG_CALL', first, hint);
}
