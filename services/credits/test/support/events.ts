import { documentEvents } from '@app/events/partner/event-body';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { machine, type TestCredits } from './credits.js';

/** A body as integrators read it. */
export type Body = {
  id: string;
  type: string;
  timestamp: string;
  organizationId: string;
  sequence: number;
  subject: string;
  subjectVersion: number;
  data: Record<string, unknown>;
};

type Node = Omit<Body, 'timestamp' | 'organizationId' | 'data'> & { occurredAt: string; body: string };
export type EventPage = {
  totalCount: number;
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

/** One page of the event log as a program of the organization reads it. */
export async function eventPage(
  credits: TestCredits,
  organizationId: string,
  page = 'first: 1000',
  caller: Caller = machine(organizationId, 'webhooks:write'),
): Promise<EventPage> {
  const fields = `events(${page}) { totalCount nodes { id type occurredAt sequence subject subjectVersion body }
    pageInfo { hasNextPage endCursor } }`;
  const { _entities } = expectNoErrors(await credits.entity('Organization', organizationId, fields, caller));
  return (_entities[0] as unknown as { events: EventPage }).events;
}

/** The bodies of the event log, once all jobs are done; optionally of some types. */
export async function eventsOf(credits: TestCredits, organizationId: string, ...types: string[]): Promise<Body[]> {
  await credits.allCounted();
  await credits.until(async () => (await credits.sql('SELECT FROM credits.event WHERE sequence IS NULL')).length === 0);
  const { nodes } = await eventPage(credits, organizationId);
  const bodies = nodes.map(({ body }) => JSON.parse(body) as Body);
  return types.length === 0 ? bodies : bodies.filter(({ type }) => types.includes(type));
}

/** Runs a job that follows the minutes of the real clock now, after a run that is under way, and waits for it. */
export async function aMinutePasses(credits: TestCredits, ...jobs: string[]): Promise<void> {
  for (const job of jobs) {
    await credits.sql('SELECT credits_worker.add_job($1, queue_name => $1)', [job]);
    await credits.until(
      async () => (await credits.sql('SELECT FROM credits_worker.jobs WHERE task_identifier = $1', [job])).length === 0,
    );
  }
}

const validators = new Map<string, ValidateFunction>();

/** The errors of a body by the published schema of its type. */
export function schemaErrors(body: Body): unknown {
  if (validators.size === 0) {
    const ajv = new Ajv2020({ allErrors: true });
    formats.default(ajv);
    for (const { type, schema } of documentEvents()) validators.set(type, ajv.compile(schema));
  }
  const validate = validators.get(body.type);
  if (!validate) return `There is no schema of ${body.type}.`;
  validate(body);
  return validate.errors;
}
