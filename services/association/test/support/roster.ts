import { randomUUID } from 'node:crypto';
import type { UserChanged } from '@app/events/user-changed';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { TestAssociation } from './association.js';
import { deliver, userState } from './user-events.js';

export type Entry = { id: string; state: string; linkedSources: string[]; linkedSince: string | null };
export type Roster = {
  nodes: (Entry & { user: { id: string }; leavesReportAt: string | null })[];
  totalCount: number | null;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

const ROSTER = `query ($of: [_Any!]!, $first: Int!, $after: String, $filter: RosterFilter, $orderBy: RosterOrder) {
  _entities(representations: $of) { ... on Organization { roster(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes { id user { id } state linkedSources linkedSince leavesReportAt }
    totalCount pageInfo { hasNextPage endCursor } } } } }`;

export const SUMMARY = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { linkSummary {
  members linked notLinked invitationPending leaving } } } }`;

export async function askRoster(
  service: TestAssociation,
  caller: Caller,
  organizationId: string,
  variables: { first?: number; after?: string | null; filter?: object; orderBy?: string | null } = {},
) {
  const of = [{ __typename: 'Organization', id: organizationId }];
  const answer = await (await service.as(caller)).execute<{ _entities: ({ roster: Roster | null } | null)[] }>(ROSTER, {
    of,
    first: 100,
    ...variables,
  });
  return { roster: answer.data?._entities[0]?.roster ?? null, code: answer.errors?.[0]?.extensions?.code };
}

/** A user of an organization whose event has arrived. */
export async function aMember(
  service: TestAssociation,
  organizationId: string,
  more: Partial<UserChanged> = {},
): Promise<UserChanged> {
  const state = userState({ id: randomUUID(), organizationId, ...more });
  await deliver(service, state);
  return state;
}
