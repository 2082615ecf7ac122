import { EXIT_CODE, type ExitCode } from './exit-code.js';

/** A command that has no result. Neither text holds a secret; the hint names the next step. */
export class CommandFailed extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    message: string,
    readonly hint: string | null = null,
  ) {
    super(message);
  }
}

/** An argument or option that no rule could accept. */
export function wrongCall(message: string, hint: string | null = null): CommandFailed {
  return new CommandFailed(EXIT_CODE.wrongCall, 'WRONG_CALL', message, hint);
}

/** What the command is about does not exist. */
export function notFound(message: string, hint: string | null = null): CommandFailed {
  return new CommandFailed(EXIT_CODE.notFound, 'NOT_FOUND', message, hint);
}

/** A rule forbids it; nothing was changed. `code` names the rule. */
export function rejected(code: string, message: string, hint: string | null = null): CommandFailed {
  return new CommandFailed(EXIT_CODE.rejected, code, message, hint);
}

/** The command was tried and did not come to its end. */
export function failed(code: string, message: string, hint: string | null = null): CommandFailed {
  return new CommandFailed(EXIT_CODE.failed, code, message, hint);
}
