import { readFileSync } from 'node:fs';
import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { parse } from 'yaml';
import { AUDITOR, type TestCredits, testCredits } from '../../support/credits.js';
import { holder, published } from '../../support/skills-reports.js';

/** When a person is listed: worked examples of the product's rules, including T7. */
type Vector = {
  id: string;
  title: string;
  kind: string;
  associations: {
    id: string;
    startAt: string;
    endAt?: string;
    deletedAt?: string;
    deactivatedAt?: string;
    reactivatedAt?: string;
  }[];
  at: string;
  expect: { live: string[]; published: string[]; snapshot?: string; dropAt?: Record<string, string> };
};

const file = new URL('../../vectors/listing.yaml', import.meta.url);
const { vectors } = parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

const instant = (text: string) => new Date(text).toISOString();

it.each(vectors.map((vector) => [vector.id, vector.title, vector] as const))('%s: %s', async (_id, _title, vector) => {
  const [{ startAt, endAt, deletedAt, deactivatedAt, reactivatedAt } = { startAt: '' }] = vector.associations;
  credits.clock.set(instant(startAt));
  const organizationId = await credits.anOrganization();
  const startedAt = instant(startAt);
  const { user, association } = await holder(credits, organizationId, { 'M365-FUND': '2021-01-01' }, { startedAt });
  await credits.allCounted();
  const left = deletedAt ?? deactivatedAt;
  const refresh = left && new Date(Date.UTC(Number(left.slice(0, 4)), Number(left.slice(5, 7)), 10)).toISOString();
  if (left && refresh) {
    credits.clock.set(instant(left));
    const signals = { deactivatedAt: instant(left), deletedAt: deletedAt ? instant(deletedAt) : null };
    const news = {
      status: deletedAt ? 'DELETED' : 'DEACTIVATED',
      leavingSince: instant(left),
      leavesReportAt: refresh,
    };
    await credits.tell(userChanged.type, { ...user, ...signals, ...news, version: 2 });
  }
  if (reactivatedAt) {
    credits.clock.set(instant(reactivatedAt));
    await credits.tell(userChanged.type, { ...user, version: 3 });
  }
  if (endAt) {
    credits.clock.set(instant(endAt));
    const end = { endedAt: instant(endAt), endReason: 'REMOVED_BY_USER' };
    await credits.tell(associationChanged.type, { ...association, ...end, version: 2 });
  }
  credits.clock.set(instant(vector.at));
  if (refresh && !reactivatedAt && refresh <= instant(vector.at)) {
    const end = { endedAt: refresh, endReason: 'ACCOUNT_DELETED' };
    await credits.tell(associationChanged.type, { ...association, ...end, version: 2 });
  }
  const day = vector.at.slice(8, 10) < '10' ? previous(vector.at.slice(0, 7)) : vector.at.slice(0, 7);
  const { rows } = await published(credits, organizationId, day);
  expect(rows.nodes.length).toBe(vector.expect.published.length);
  if (vector.expect.snapshot) expect(`${day}-10T00:00:00Z`).toBe(vector.expect.snapshot);
  const fields = 'credits(first: 10, filter: { state: [COUNTED, DROP_SCHEDULED] }) { nodes { dropsAt } }';
  const [shown] = expectNoErrors(await credits.entity('Organization', organizationId, fields, AUDITOR))._entities;
  const { nodes } = (shown as unknown as { credits: { nodes: { dropsAt: string | null }[] } }).credits;
  expect(nodes.length).toBe(vector.expect.live.length);
  const drops = Object.values(vector.expect.dropAt ?? {}).map(instant);
  if (vector.expect.dropAt) expect(nodes.flatMap(({ dropsAt }) => dropsAt ?? [])).toEqual(drops);
});

function previous(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}
