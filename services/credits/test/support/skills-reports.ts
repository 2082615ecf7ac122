import { type UserChanged, userChanged } from '@app/events/user-changed';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import { AUDITOR, type Item, type TestCredits } from './credits.js';

export type Row = {
  id: string;
  person: { id: string } | null;
  personRef: string;
  personName: string | null;
  email: string | null;
  profileId: string | null;
  source: string;
  credential: { code: string; kind: string };
  achievedAt: string;
  expiresOn: string | null;
  associatedSince: string;
  relevantTo: string[];
  leaving: boolean;
};
export type Connection = {
  totalCount: number | null;
  edges: { cursor: string }[];
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};
export type Report = {
  id: string;
  month: string;
  publishedAt: string;
  totals: Record<string, number>;
  rows: Connection;
  byCredential: { credential: { code: string }; people: number }[];
  byDesignation: { code: string; on: string; ruleset: string; skillingPoints: number; scoreExact: string }[];
  changesSince: Record<string, number | string>;
};

export const ROW = `id person { id } personRef personName email profileId source credential { code kind } achievedAt
  expiresOn associatedSince relevantTo leaving`;
export const ROWS = `totalCount edges { cursor } pageInfo { hasNextPage endCursor } nodes { ${ROW} }`;
const TOTALS = 'totals { people credentials certifications assessments expiringWithin90Days leaving }';
const WHOLE = `id month publishedAt ${TOTALS} rows(first: 100) { ${ROWS} } byCredential { credential { code } people }
  byDesignation { code ruleset on track scoreExact attained skillingPoints facts { id value on }
    metrics { code pointsExact steps { step peopleHave people(first: 100) } } gaps { metric step peopleMissing } }`;

/** What the API answers of an organization's report; the newest without a month. */
export function askReport(
  credits: TestCredits,
  organizationId: string,
  options: { month?: string | null; fields?: string; caller?: Caller } = {},
): Promise<GraphqlAnswer<{ _entities: (Record<string, never> | null)[] }>> {
  const { month, fields = WHOLE, caller = AUDITOR } = options;
  const arguments_ = month === undefined ? '' : `(month: ${JSON.stringify(month)})`;
  return credits.entity('Organization', organizationId, `skillsReport${arguments_} { ${fields} }`, caller);
}

export async function report(
  credits: TestCredits,
  organizationId: string,
  options: { month?: string | null; fields?: string; caller?: Caller } = {},
): Promise<Report | null> {
  const data = expectNoErrors(await askReport(credits, organizationId, options));
  return (data._entities[0]?.skillsReport as Report | null | undefined) ?? null;
}

/** The job that runs every minute. */
export async function aMinutePasses(credits: TestCredits): Promise<void> {
  await credits.sql(`SELECT credits_worker.add_job('find-missing-skills-reports')`);
}

/** Polls, from the next minute on, until the report of the month is published. */
export async function published(credits: TestCredits, organizationId: string, month: string): Promise<Report> {
  await aMinutePasses(credits);
  await credits.until(async () => {
    const rows = await credits.sql(
      `SELECT FROM credits.skills_report WHERE organization_id = $1 AND month = ($2 || '-01')::date`,
      [organizationId, month],
    );
    return rows.length > 0;
  });
  const found = await report(credits, organizationId, { month });
  if (!found) throw new Error(`The report of ${month} is there and is not shown.`);
  return found;
}

/** A linked person who holds credentials. */
export async function holder(
  credits: TestCredits,
  organizationId: string,
  held: Record<string, string>,
  options: { name?: string; startedAt?: string; profileId?: string; source?: string } = {},
) {
  const { name = 'Ada Lovelace', source = 'MICROSOFT_LEARN', ...link } = options;
  const user = await credits.aUser(organizationId, { displayName: name });
  const association = await credits.aLink(user, { ...link, source: source as 'MICROSOFT_LEARN' });
  const items = Object.entries(held).map(
    ([credentialCode, day]): Item => ({
      externalId: `${association.profileId} ${credentialCode} ${day}`,
      profileId: association.profileId,
      credentialCode,
      achievedAt: day.includes('T') ? day : `${day}T09:00:00.000Z`,
    }),
  );
  await credits.record(items, { source });
  return { user, association, items };
}

/** The person leaves at the instant, and drops at the refresh of the following month. */
export async function announceDeparture(
  credits: TestCredits,
  user: UserChanged,
  { at, leavesReportAt, version = 2 }: { at: string; leavesReportAt: string; version?: number },
): Promise<void> {
  credits.clock.set(at);
  await credits.tell(userChanged.type, {
    ...user,
    version,
    status: 'DEACTIVATED',
    deactivatedAt: at,
    leavingSince: at,
    leavesReportAt,
  });
}

/** Runs with a worker, which does missed work; otherwise jobs follow the minutes of the real clock. */
export async function whileWorking<Result>(credits: TestCredits, work: () => Promise<Result>): Promise<Result> {
  const worker = await credits.another({ workers: true });
  try {
    return await work();
  } finally {
    await worker.stop();
  }
}

/** The report that a worker publishes that starts and stops for it. */
export function takenReport(credits: TestCredits, organizationId: string, month: string): Promise<Report> {
  return whileWorking(credits, () => published(credits, organizationId, month));
}

export async function nothingIsLeftToTake(credits: TestCredits): Promise<void> {
  await aMinutePasses(credits);
  await credits.until(async () => {
    const waiting = await credits.sql(`SELECT FROM credits_worker.jobs WHERE task_identifier LIKE '%skills-reports'`);
    return waiting.length === 0;
  });
}
