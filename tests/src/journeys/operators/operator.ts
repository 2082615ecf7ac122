import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { COMMANDS } from '@app/cli/commands/commands';
import { runProgram } from '@app/cli/program';
import type { Stack } from '@app/stack/stack';
import pg from 'pg';
import { REPOSITORY } from '../../repository.js';

const PROGRAM = join(REPOSITORY, 'cli/dist/main.js');

/** How a command ended. */
export type Ended = { code: number | null; out: string; err: string };

/**
 * The program of operators, without a terminal, with the settings of a running product: `run` and `start` as a process;
 * `json` in the process of the test, because a start takes longer than most commands.
 */
export function operatorOf(stack: Stack) {
  const start = (words: readonly string[], environment: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [PROGRAM, ...words], {
      env: { ...stack.operatorSettings, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const checked = async (ended: Promise<Ended>, environment: Record<string, string>): Promise<Ended> => {
    assertNoSecret(await ended, { ...stack.operatorSettings, ...environment });
    return ended;
  };
  const run = (words: readonly string[], environment: Record<string, string> = {}): Promise<Ended> =>
    checked(ending(start(words, environment)), environment);
  return {
    start,
    run,
    /** Runs with --json; the document that it printed, which has to be all of its output. */
    async json<Document>(
      words: readonly string[],
      environment: Record<string, string> = {},
    ): Promise<{ code: number | null; document: Document }> {
      const call = [...words, '--json'];
      // Settings of Node.js itself need a process of their own.
      const { code, out } = await (environment.NODE_OPTIONS === undefined
        ? checked(inThisProcess(call, { ...stack.operatorSettings, ...environment }), environment)
        : run(call, environment));
      return { code, document: JSON.parse(out) as Document };
    },
    /** The database as administrator. */
    async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
      const client = new pg.Client({ connectionString: stack.adminUrl });
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
  };
}

export type Operator = ReturnType<typeof operatorOf>;

async function inThisProcess(words: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const written: Record<'out' | 'err', string[]> = { out: [], err: [] };
  const code = await runProgram(words, COMMANDS, {
    environment,
    streams: { out: (text) => void written.out.push(text), err: (text) => void written.err.push(text) },
    stop: new AbortController().signal,
  });
  return { code, out: written.out.join(''), err: written.err.join('') };
}

/** Waits for the end of a command and collects its output. */
export async function ending(child: ChildProcess): Promise<Ended> {
  const ended: Ended = { code: null, out: '', err: '' };
  child.stdout?.on('data', (text) => {
    ended.out += text;
  });
  child.stderr?.on('data', (text) => {
    ended.err += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...ended, code };
}

/** No command shows a secret of the settings, whatever it does. */
function assertNoSecret({ out, err }: Ended, settings: Record<string, string>): void {
  const secrets = Object.entries(settings).flatMap(([name, value]) => {
    if (name.endsWith('DATABASE_URL')) return URL.parse(value)?.password ?? [];
    return /(SECRET|KEY|PASSWORD)$/.test(name) && value.length >= 8 ? value : [];
  });
  const shown = secrets.filter((secret) => secret.length >= 8 && `${out}${err}`.includes(secret));
  if (shown.length > 0) throw new Error('A command showed a secret of the settings.');
}
