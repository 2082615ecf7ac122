import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { RequestReads, Statement } from '@app/subgraph-kit/database/reads';
import { startTestServer } from '@app/test-kit/test-server';
import pg from 'pg';

export type Bench = {
  /** An empty PostgreSQL with fsync and full_page_writes off, as superuser. */
  readonly serverUrl: string;
  readonly admin: pg.Client;
  /** Arguments of the command after the name, without flags. */
  readonly arguments: readonly string[];
  hasFlag(flag: `--${string}`): boolean;
  /** The value of `--name=value`. */
  option(name: `--${string}`): string | undefined;
  /** Prints a line of the result. */
  print(line: string): void;
  /** Shows progress, which is no part of the result. */
  progress(line: string): void;
  /** Is aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Registers a step for the end of the run, also of one that fails or is ended by Ctrl-C; the last one runs first. */
  atEnd(step: () => unknown): void;
};

/** How a benchmark differs from the others. */
export type BenchSettings = {
  /** Additional settings of PostgreSQL. */
  readonly server?: Readonly<Record<string, string>>;
  /** Its lines are Markdown. */
  readonly markdown?: boolean;
};

/** The folder of the results. */
export const RESULTS = join(import.meta.dirname, '..', 'results');

/**
 * Runs a benchmark and writes what it prints to `bench/results/<name>.md`, with command, commit and machine. Ctrl-C ends
 * it without a result; everything that it started is stopped.
 */
export async function benchmark(
  name: string,
  run: (bench: Bench) => Promise<void>,
  settings: BenchSettings = {},
): Promise<void> {
  const given = process.argv.slice(3);
  const lines: string[] = [];
  const steps: (() => unknown)[] = [];
  const { signal, interrupted } = interruption();
  try {
    const server = await startTestServer(settings.server);
    steps.push(server.stop);
    signal.throwIfAborted();
    const admin = new pg.Client({ connectionString: server.url });
    admin.on('error', () => undefined);
    steps.push(() => admin.end());
    await admin.connect();
    const running = run({
      serverUrl: server.url,
      admin,
      arguments: given.filter((argument) => !argument.startsWith('--')),
      hasFlag: (flag) => given.includes(flag),
      option: (option) => given.find((argument) => argument.startsWith(`${option}=`))?.slice(option.length + 1),
      print: (line) => {
        lines.push(line);
        process.stdout.write(`${line}\n`);
      },
      progress: (line) => process.stderr.write(`${line}\n`),
      signal,
      atEnd: (step) => void steps.push(step),
    });
    await Promise.race([running, interrupted]);
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, `${name}.md`), resultOf(name, given, fenced(lines, settings), server.description));
  } finally {
    for (const step of steps.reverse()) await settled(step);
    // What was under way goes on otherwise, without the server.
    if (signal.aborted) process.exit(130);
  }
}

/** Aborts at the first Ctrl-C; `interrupted` rejects then. */
function interruption(): { signal: AbortSignal; interrupted: Promise<never> } {
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  interrupted.catch(() => undefined);
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => {
      controller.abort(new Error('The run was ended.'));
      reject(controller.signal.reason as Error);
    });
  return { signal: controller.signal, interrupted };
}

/** A step that fails prevents no other. */
async function settled(step: () => unknown): Promise<void> {
  try {
    await step();
  } catch (error) {
    process.stderr.write(`A part of the end failed: ${(error as Error).message}\n`);
  }
}

function fenced(lines: readonly string[], { markdown = false }: BenchSettings): string {
  const text = lines.join('\n').trim();
  return markdown ? text : `\`\`\`\n${text}\n\`\`\``;
}

function resultOf(name: string, given: readonly string[], text: string, server: string): string {
  const git = (...words: string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes';
  return `# ${name}

- Command: \`npm run bench -- ${[name, ...given].join(' ')}\`
- Commit: ${git('rev-parse', '--short', 'HEAD')}${changed}, ${new Date().toISOString().slice(0, 10)}
- Machine: ${availableParallelism()} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}
- PostgreSQL: ${server.replace(/ on port \d+/, '').replace(/ \(.*\)$/, '')}, fsync off

${text}
`;
}

/** The address of the server as another role or for another database. */
export function urlOf(serverUrl: string, change: { user?: string; password?: string; database?: string }): string {
  const url = new URL(serverUrl);
  if (change.user !== undefined) url.username = change.user;
  if (change.password !== undefined) url.password = change.password;
  if (change.database !== undefined) url.pathname = `/${change.database}`;
  return url.href;
}

/** The middle of some durations. */
export function median(milliseconds: readonly number[]): number {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Costs at sizes that are ten times the one before, and the ratio per tenfold growth: the geometric mean of the steps. */
export function growthOf(costs: readonly number[], unit: string): string {
  const figures = `${costs.map((cost) => cost.toFixed(1).padStart(7)).join('')} ${unit}`;
  const [first, last, steps] = [costs[0], costs.at(-1), costs.length - 1];
  if (first === undefined || last === undefined || steps === 0) return figures;
  return `${figures}, x ${((last / first) ** (1 / steps)).toFixed(2)} per tenfold`;
}

export function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1_000).toFixed(1);
}

/** Seconds of CPU of a process so far; undefined if it is not on this machine. */
export function cpuSeconds(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** Reads that run each statement with EXPLAIN, pass on its plan, and return no rows or those of `then`. */
export function explainingReads(
  explain: (statement: Statement, values: readonly unknown[]) => Promise<string[]>,
  show: (statement: Statement, plan: readonly string[]) => void,
  then?: RequestReads,
): RequestReads {
  const query = async (statement: Statement, values: readonly unknown[]): Promise<unknown[]> => {
    show(statement, await explain(statement, values));
    return then === undefined ? [] : then.query(statement, values);
  };
  return { query } as unknown as RequestReads;
}

/** Explains a statement as a caller of this organization runs it. */
export async function planOf(
  pool: pg.Pool,
  organizationId: string,
  statement: Statement,
  values: readonly unknown[],
): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query("SELECT set_config('app.organization_id', $1, true)", [organizationId]);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS) ${statement.text}`,
      values as unknown[],
    );
    await client.query('COMMIT');
    return rows.map((row) => row['QUERY PLAN']);
  } finally {
    client.release();
  }
}
