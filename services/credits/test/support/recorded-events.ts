import { randomUUID } from 'node:crypto';
import type { AssociationChanged } from '@app/events/association-changed';
import type { UserChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, FEED, type TestCredits } from './credits.js';
import { type Body, eventsOf, schemaErrors } from './events.js';

type LinkedPerson = { organizationId: string; user: UserChanged; link: AssociationChanged; profileId: string };

/** A user with a link that began years ago, by default of a new organization. */
export async function aPerson(credits: TestCredits, organizationId?: string): Promise<LinkedPerson> {
  const displayName = 'Ada Lovelace-Example';
  const user = await credits.aUser(organizationId ?? (await credits.anOrganization()), { displayName });
  const link = await credits.aLink(user, { profileId: aProfile(), startedAt: '2020-01-01T00:00:00.000Z' });
  return { organizationId: user.organizationId, user, link, profileId: link.profileId };
}

/** Records achievements of a profile and waits until they are counted; returns their external ids. */
export async function achieve(
  credits: TestCredits,
  profileId: string,
  ...achieved: [code: string, day: string][]
): Promise<string[]> {
  const items = achieved.map(([credentialCode, day]) => ({
    ...{ externalId: randomUUID(), profileId, credentialCode },
    achievedAt: `${day}T09:00:00.000Z`,
  }));
  await credits.record(items);
  await credits.allCounted();
  return items.map(({ externalId }) => externalId);
}

/** Revokes an achievement and waits until its credit is recalculated. */
export async function revoke(credits: TestCredits, externalId: string | undefined): Promise<void> {
  const mutation = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
  const input = { source: 'MICROSOFT_LEARN', externalId, reason: 'issued by mistake' };
  expectNoErrors(await (await credits.as(FEED)).execute(mutation, { input }));
  await credits.allCounted();
}

/** The type, the version and the credits with their reasons of each event. */
export function shown(bodies: readonly Body[]): string[] {
  return bodies.map(({ type, subjectVersion, data }) => {
    const told = data.credits as { credentialCode: string; reason?: string }[] | undefined;
    const codes = (told ?? []).map(({ credentialCode, reason }) =>
      reason ? `${credentialCode} ${reason}` : credentialCode,
    );
    return [type, subjectVersion, ...codes.sort()].join(' ');
  });
}

/** The events about credits, as `shown` writes them. */
export async function creditsOf(credits: TestCredits, organizationId: string): Promise<string[]> {
  return shown(await eventsOf(credits, organizationId, 'credit.counted', 'credit.dropped'));
}

/** Declares the tests of what holds for all events that the tests before have recorded, among them those of these types. */
export function describeEveryEvent(credits: () => TestCredits, types: readonly string[]): void {
  describe('every recorded event', () => {
    it('is valid by the published schema of its type', async () => {
      const rows = await credits().sql<{ body: string }>('SELECT body FROM credits.event WHERE body IS NOT NULL');
      const bodies = rows.map(({ body }) => JSON.parse(body) as Body);
      expect([...new Set(bodies.map(({ type }) => type))]).toEqual(expect.arrayContaining([...types]));
      expect(bodies.map(schemaErrors).filter((errors) => errors !== null)).toEqual([]);
    });

    it('has no name, address or profile id', async () => {
      const personal = await credits().sql<{ text: string }>(
        `SELECT DISTINCT unnest(ARRAY[display_name, email]) AS text FROM credits.user_account
         UNION SELECT DISTINCT profile_id FROM credits.association`,
      );
      expect(personal.length).toBeGreaterThan(10);
      const leaks = await credits().sql(
        `SELECT text, body FROM credits.event, unnest($1::text[]) AS text WHERE strpos(body, '"' || text || '"') > 0
           OR (length(text) > 6 AND strpos(body, text) > 0) OR strpos(data::text, '"' || text || '"') > 0`,
        [personal.map(({ text }) => text)],
      );
      expect(leaks).toEqual([]);
    });

    it('is one without gaps in each organization, and its versions rise within a subject', async () => {
      const broken = await credits().sql(
        `SELECT organization_id, count(*), max(sequence) FROM credits.event GROUP BY organization_id
         HAVING count(*) <> max(sequence) OR min(sequence) <> 1`,
      );
      expect(broken).toEqual([]);
      const disordered = await credits().sql(
        `SELECT * FROM (SELECT split_part(type, '.', 1), subject, subject_version,
           lag(subject_version) OVER (PARTITION BY organization_id, split_part(type, '.', 1), subject ORDER BY sequence) AS before
           FROM credits.event) AS ordered WHERE before >= subject_version`,
      );
      expect(disordered).toEqual([]);
    });
  });
}
