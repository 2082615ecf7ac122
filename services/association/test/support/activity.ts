import { randomUUID } from 'node:crypto';
import type { ChainFault } from '@app/subgraph-kit/activity/chain-fault';
import type { SavedEnd } from '@app/subgraph-kit/activity/saved-ends';
import type { Verified } from '@app/subgraph-kit/activity/verify-chains';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { verifyLinkActivity } from '../../src/cli/activity.js';
import type { TestAssociation } from './association.js';

export type SeenActivity = {
  id: string;
  at: string;
  kind: string;
  reason: string | null;
  source: string;
  user: { id: string } | null;
  actor: string;
  actorKind: string;
  client: string | null;
  requestId: string;
};

type Page = {
  nodes: SeenActivity[];
  edges: { cursor: string }[];
  totalCount: number | null;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

/** The query for a list of activity of an organization or a user. */
export const ACTIVITY = (type: 'Organization' | 'User') => `query ($of: [_Any!]!, $first: Int!, $after: String,
  $from: DateTime, $to: DateTime) { _entities(representations: $of) { ... on ${type} {
    linkActivity(first: $first, after: $after, from: $from, to: $to) { totalCount pageInfo { hasNextPage endCursor }
      edges { cursor } nodes { id at kind reason source user { id } actor actorKind client requestId } } } } }`;

/** A page of what happened to the links of an organization or a user, as this caller sees it. */
export async function activitySeenBy(
  service: TestAssociation,
  caller: Caller,
  { type, id }: { type: 'Organization' | 'User'; id: string },
  page: Record<string, unknown> = {},
): Promise<Page> {
  const variables = { of: [{ __typename: type, id }], first: 100, ...page };
  const answer = await (await service.as(caller)).execute<{ _entities: [{ linkActivity: Page }] }>(
    ACTIVITY(type),
    variables,
  );
  return expectNoErrors(answer)._entities[0].linkActivity;
}

/** Verifies the chains as an operator does. */
export function verified(
  service: TestAssociation,
  organizationId: string | null,
  saved: readonly SavedEnd[] = [],
): Promise<Verified> {
  const run = {
    environment: { ASSOCIATION_DATABASE_URL: service.database.appUrl },
    stop: new AbortController().signal,
    progress: () => undefined,
    item: () => undefined,
  };
  return verifyLinkActivity({ organizationId, now: new Date(), saved }, run);
}

/** The faults of an organization without its id. */
export async function faultsOf(
  service: TestAssociation,
  organizationId: string,
  saved: readonly SavedEnd[] = [],
): Promise<Partial<ChainFault>[]> {
  const { faults } = await verified(service, organizationId, saved);
  return faults.map(({ organizationId: _same, ...fault }) => fault);
}

/** An organization with a chain of entries; returns it with the ids in the order of the chain. */
export async function chainOf(
  service: TestAssociation,
  entries: number,
  { daysAgo = () => 1 }: { daysAgo?: (entry: number) => number } = {},
): Promise<{ organizationId: string; ids: string[] }> {
  const organizationId = randomUUID();
  for (let entry = 0; entry < entries; entry += 1)
    await service.sql(
      `INSERT INTO association.activity (organization_id, user_id, source, at, kind, actor, client, request_id)
       VALUES ($1, $2, 'MICROSOFT_LEARN', now() - make_interval(days => $3), 'STARTED', 'person:x', 'web', $4)`,
      [organizationId, randomUUID(), daysAgo(entry), `r-${entry}`],
    );
  await service.catchUp();
  const rows = await service.sql<{ id: string }>(
    'SELECT id FROM association.activity WHERE organization_id = $1 ORDER BY sequence',
    [organizationId],
  );
  return { organizationId, ids: rows.map(({ id }) => id) };
}

/** Runs statements as a superuser who has switched the triggers off. */
export async function byHand(service: TestAssociation, ...statements: [text: string, values?: unknown[]][]) {
  await service.sql('SET session_replication_role = replica');
  try {
    for (const [text, values] of statements) await service.sql(text, values);
  } finally {
    await service.sql('SET session_replication_role = DEFAULT');
  }
}
