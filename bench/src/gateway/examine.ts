import { isDeepStrictEqual } from 'node:util';
import type { Contestant } from './contestant.js';
import type { Operation } from './operations.js';
import type { Fetch, RecordedSubgraphs } from './recorded-subgraphs.js';
import type { World } from './world.js';

/** The work for one operation. */
export type Work = {
  /** Requests to services, and the representations of entities in them. */
  requests: number;
  representations: number;
  /** Statements of the services in PostgreSQL, and pages of shared buffers that they touched. */
  statements: number;
  buffers: number;
};

/** What a contestant did for an operation. */
export type Examination = {
  operation: Operation;
  contestant: string;
  /** Why it is not measured: it has no answer, or another one. */
  fault: string | undefined;
  /** Length of the answer. */
  bytes: number;
  work: Work;
};

type Surroundings = { world: World; recorder: Pick<RecordedSubgraphs, 'take'> };
type Answer = { data: unknown; bytes: number; fault: string | undefined };

/** Times that a contestant is asked for counting, after a first time that plans the operation. */
const TIMES = 10;
const NO_WORK = { requests: 0, representations: 0, statements: 0, buffers: 0 };

/** Asks a contestant an operation, compares the answer with the expected one if there is one, and counts the work. */
export async function examine(
  around: Surroundings,
  contestant: Contestant,
  operation: Operation,
  expected: unknown,
): Promise<{ examination: Examination; data: unknown; asked: readonly Fetch[] }> {
  const { data, bytes, fault } = await answerOf(around.world, contestant, operation, expected);
  around.recorder.take();
  const { work, asked } =
    fault === undefined ? await count(around, contestant, operation) : { work: NO_WORK, asked: [] };
  return { examination: { operation, contestant: contestant.name, fault, bytes, work }, data, asked };
}

async function answerOf(
  { issuer }: World,
  contestant: Contestant,
  operation: Operation,
  expected: unknown,
): Promise<Answer> {
  const none = (fault?: string): Answer => ({ data: undefined, bytes: 0, fault });
  try {
    const [authorization = ''] = await issuer.authorizations(1);
    const text = await contestant.ask(operation, authorization);
    if (!contestant.answers) return none();
    const { data, errors } = JSON.parse(text.toString()) as { data?: unknown; errors?: unknown };
    if (errors !== undefined) return none(`errors: ${JSON.stringify(errors).slice(0, 300)}`);
    const equal = expected === undefined || isDeepStrictEqual(data, expected);
    return { data, bytes: text.length, fault: equal ? undefined : `another answer: ${difference(data, expected)}` };
  } catch (error) {
    return none((error as Error).message);
  }
}

/** The first place at which two answers differ. */
function difference(one: unknown, other: unknown, place = 'data'): string {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return `${place} is ${textOf(one)}, not ${textOf(other)}`;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const name = [...new Set([...Object.keys(right), ...Object.keys(left)])].find(
    (key) => !isDeepStrictEqual(left[key], right[key]),
  );
  return name === undefined ? place : difference(left[name], right[name], `${place}.${name}`);
}

function textOf(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 50);
}

async function count(
  { world, recorder }: Surroundings,
  contestant: Contestant,
  operation: Operation,
): Promise<{ work: Work; asked: readonly Fetch[] }> {
  const authorizations = await world.issuer.authorizations(TIMES);
  let asked: Fetch[] = [];
  let [requests, representations] = [0, 0];
  const { statements, buffers } = await world.counter.during(async () => {
    for (const authorization of authorizations) {
      await contestant.ask(operation, authorization);
      asked = recorder.take();
      requests += asked.length;
      representations += asked.reduce((sum, fetch) => sum + representationsIn(fetch), 0);
    }
  });
  const totals = { requests, representations, statements, buffers };
  const work = Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / TIMES])) as Work;
  return { work, asked };
}

function representationsIn({ body }: Fetch): number {
  const { variables } = JSON.parse(body) as { variables?: Record<string, unknown> };
  const lists = Object.values(variables ?? {}).filter((value): value is { __typename?: string }[] =>
    Array.isArray(value),
  );
  return lists.reduce((sum, list) => sum + list.filter((item) => item.__typename !== undefined).length, 0);
}
