import { expectNoErrors } from '@app/test-kit/graphql-client';
import { type Facts, later, latest, leavingAt } from './facts.js';
import { type Held, heldNow, peopleWith, securitySixths, workedOnFrom } from './reference.js';
import type { Year } from './year.js';

type Credit = {
  person: { id: string };
  achievement: { credential: { code: string }; achievedAt: string; expiresOn: string | null };
  state: string;
  reasons: string[];
  associatedAt: string;
  expectedBy: string;
  countedAt: string | null;
  dropsAt: string | null;
};
type Page = { nodes: Credit[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
export type Designation = {
  code: string;
  scoreExact: string;
  metrics: { steps: { peopleHave: number; credentials: { code: string }[] }[] }[];
};

const CREDITS = `nodes { person { id } achievement { credential { code } achievedAt expiresOn } state reasons associatedAt
  expectedBy countedAt dropsAt } pageInfo { hasNextPage endCursor }`;
export const DESIGNATION = 'code scoreExact metrics { steps { peopleHave credentials { code } } }';

/** Counts of what was compared: an empty comparison proves nothing. */
export type Seen = {
  inTime: number;
  pending: number;
  scheduled: number;
  dropped: Set<string>;
  notCounted: Set<string>;
};

/** The live credits and the score of an organization are those of the reference; every credit came in time (R16). */
export async function compareLive(year: Year, organizationId: string, seen: Seen): Promise<void> {
  const { facts, now, working } = year;
  const credits = await creditsOf(year, organizationId);
  const held = heldNow(facts, organizationId, now);
  const wanted = new Map(held.map((one) => [keyOf(one), one]));
  const shown = credits.filter(({ state, reasons }) => state !== 'DROPPED' && reasons[0] !== 'REVOKED');
  const described = shown.map((credit) => {
    const { person, achievement, state, reasons, associatedAt, expectedBy, dropsAt } = credit;
    const { credential, achievedAt, expiresOn } = achievement;
    const key = [person.id, credential.code, achievedAt].join(' ');
    const one = wanted.get(key);
    if (one) promiseKept(facts, credit, one, seen);
    const waits = state === 'PENDING' && one && !working && one.changedAt >= (facts.outages.at(-1)?.from ?? '');
    if (waits) seen.pending += 1;
    else if (state === 'NOT_COUNTED') seen.notCounted.add(reasons[0] ?? '');
    else if (state === 'DROP_SCHEDULED') seen.scheduled += 1;
    const standing = waits ? stateOf(one, now) : state === 'NOT_COUNTED' ? reasons.join() : state;
    return [key, expiresOn, standing, associatedAt, expectedBy, dropsAt].join(' ');
  });
  const expected = held.map((one) => {
    const { link, code, achievedAt, expiresOn } = one;
    const dropsAt = leavingAt(link.account, now)?.leavesAt ?? null;
    const expectedBy = later(latest([achievedAt, link.startedAt]), { days: 10 });
    return [link.account.id, code, achievedAt, expiresOn, stateOf(one, now), link.startedAt, expectedBy, dropsAt].join(
      ' ',
    );
  });
  expect(described.sort()).toEqual(expected.sort());
  for (const { person, state, reasons } of credits) {
    if (state !== 'DROPPED') continue;
    seen.dropped.add(reasons[0] ?? '');
    expect(reasons).toEqual([whyGone(facts, person.id, now)]);
  }
}

function stateOf({ link, reason }: Held, now: string): string {
  return reason ?? (leavingAt(link.account, now) ? 'DROP_SCHEDULED' : 'COUNTED');
}

function keyOf({ link, code, achievedAt }: Held): string {
  return [link.account.id, code, achievedAt].join(' ');
}

/** Counted as soon as a worker ran, hence within ten days of a timely report. */
function promiseKept(facts: Facts, { countedAt, expectedBy }: Credit, one: Held, seen: Seen): void {
  if (countedAt === null) return;
  const began = latest([one.heardOfAt, one.link.startedAt]);
  expect(countedAt >= began && countedAt <= workedOnFrom(facts, one.changedAt)).toBe(true);
  if (later(one.changedAt, { days: 2 }) > expectedBy) return;
  expect(countedAt <= expectedBy).toBe(true);
  seen.inTime += 1;
}

/** Why the credits of a person are dropped, by the last link at the organization. */
function whyGone(facts: Facts, accountId: string, now: string): string {
  const links = facts.links.filter(({ account }) => account.id === accountId);
  const last = links.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).at(-1);
  const { until = null, reason = null } = last?.spells.at(-1) ?? {};
  if (until === null || until > now) return `is linked until ${until}`;
  const reasons = {
    REMOVED_BY_USER: 'NOT_LINKED',
    MOVED_TO_ANOTHER_ORGANIZATION: 'MOVED_AWAY',
    ACCOUNT_DELETED: 'PERSON_LEFT',
  };
  return reasons[reason ?? 'ACCOUNT_DELETED'];
}

/** The live score counts the people of the reference; without a worker new facts wait. */
export async function compareScore(year: Year, organizationId: string): Promise<void> {
  const held = heldNow(year.facts, organizationId, year.now);
  const field = `designations { ${DESIGNATION} }`;
  const data = expectNoErrors(await year.credits.entity('Organization', organizationId, field));
  compareDesignations(data._entities[0]?.designations as never, held, year.now.slice(0, 10));
}

/** Counts people again; the score of security is computed from them by hand. */
export function compareDesignations(designations: readonly Designation[], held: readonly Held[], day: string): void {
  const steps = designations.flatMap(({ code, metrics }) =>
    metrics.flatMap((metric) => metric.steps.map((step) => ({ code, ...step }))),
  );
  const codes = steps.map(({ credentials }) => credentials.map(({ code }) => code));
  expect(steps.map(({ code, peopleHave }) => [code, peopleHave])).toEqual(
    steps.map(({ code }, place) => [code, peopleWith(held, codes[place] ?? [])]),
  );
  const [points = 0, parts = 1] = (designations.find(({ code }) => code === 'security')?.scoreExact ?? '')
    .split('/')
    .map(Number);
  expect((points * 6) / parts).toBeCloseTo(securitySixths(held, day));
}

async function creditsOf({ credits }: Year, organizationId: string): Promise<Credit[]> {
  const found: Credit[] = [];
  for (let after: string | null = null; ; ) {
    const field = `credits(first: 100, after: ${JSON.stringify(after)}) { ${CREDITS} }`;
    const page = expectNoErrors(await credits.entity('Organization', organizationId, field))._entities[0]
      ?.credits as unknown as Page;
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}
