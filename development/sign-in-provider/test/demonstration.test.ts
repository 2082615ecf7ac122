import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { accountsOf } from '../src/accounts.js';
import { readDemonstration } from '../src/demonstration.js';

const root = join(import.meta.dirname, '../../..');
const world = readDemonstration(join(root, 'development/demonstration/demonstration.json'));
const people = new Map(world.people.map((person) => [person.id, person]));
const { demonstrationAccount } = world;

type Link = (typeof world.associations)[number];

const linksBy = (key: (link: Link) => string) => [...Map.groupBy(world.associations, key).values()];

/** Counts people of an organization who hold one of these and are linked, or would be once `joining` links. */
function holders(organizationId: string, codes: string[], joining?: { personId: string; profileId: string }): number {
  const linked = world.associations.filter(
    (link) => link.organizationId === organizationId && link.endedDaysAgo === null,
  );
  const profiles = new Set([...linked, ...(joining ? [joining] : [])].map(({ profileId }) => profileId));
  const valid = world.achievements.filter((one) => codes.includes(one.credentialCode) && one.achievedDaysAgo < 330);
  return new Set(valid.map(({ profileId }) => profileId).filter((id) => profiles.has(id))).size;
}

/** Skilling points of the designation infrastructure on the enterprise track of rule set 2026-07, at most 40. */
function infrastructurePoints(organizationId: string, joining?: { personId: string; profileId: string }): number {
  const half = (gate: string[], paid: string[]) =>
    holders(organizationId, gate, joining) < 2 ? 0 : Math.min(20, 4 * holders(organizationId, paid, joining));
  return half(['AZ-ADMIN'], ['AZ-NET', 'WS-HYBRID']) + half(['AZ-ARCH'], ['AVD', 'AZ-SAP']);
}

describe('the demonstration world', () => {
  test('has three organizations, about two hundred people and both learning sources', () => {
    expect(world.organizations).toHaveLength(3);
    expect(world.people.length).toBeGreaterThanOrEqual(200);
    expect(new Set(world.associations.map(({ source }) => source)).size).toBe(2);
  });

  test('gives every id, account and report of an achievement once', () => {
    const once = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length);
    once([...world.organizations, ...world.people, ...world.associations].map(({ id }) => id));
    once([...world.people, ...world.unknownAccounts].map(({ email }) => email));
    once([...world.people, ...world.unknownAccounts, ...world.machines].map(({ objectId }) => objectId));
    once(world.learningAccounts.map(({ source, login }) => `${source} ${login}`));
    once(world.learningAccounts.map(({ source, subject }) => `${source} ${subject}`));
    once(
      world.learningAccounts.flatMap(({ source, profileId }) => (profileId === null ? [] : [`${source} ${profileId}`])),
    );
    once(world.achievements.map(({ source, externalId }) => `${source} ${externalId}`));
    once(world.machines.map(({ clientId }) => clientId));
  });

  test('reports achievements of known credentials only, for profiles that can be signed in to', () => {
    const catalog = readFileSync(join(root, 'services/credits/rules/catalog.yaml'), 'utf8');
    const known = new Set([...catalog.matchAll(/^ {2}- key: "?([^"\n]+)"?$/gm)].map(([, key]) => key));
    const profiles = new Set(world.learningAccounts.map(({ source, profileId }) => `${source} ${profileId}`));
    for (const { credentialCode, source, profileId } of world.achievements) {
      expect(known).toContain(credentialCode);
      expect(profiles).toContain(`${source} ${profileId}`);
    }
  });

  test.each([
    ['profile', (link: Link) => `${link.source} ${link.profileId}`],
    ['work account', (link: Link) => `${link.source} ${link.personId}`],
  ])('keeps the limits on associations per %s', (_name, key) => {
    for (const links of linksBy(key)) {
      const ordered = links.toSorted((one, other) => other.startedDaysAgo - one.startedDaysAgo);
      ordered.forEach((link, position) => {
        const previous = ordered[position - 1];
        if (previous !== undefined) {
          expect(previous.startedDaysAgo - link.startedDaysAgo).toBeGreaterThanOrEqual(30);
          expect(previous.endedDaysAgo).toBeGreaterThanOrEqual(link.startedDaysAgo);
        }
        const yearBefore = ordered.filter(
          ({ startedDaysAgo: start }) => start >= link.startedDaysAgo && start < link.startedDaysAgo + 365,
        );
        expect(yearBefore.length).toBeLessThanOrEqual(3);
      });
    }
  });

  test('links people of their own organization only, after their first sign-in', () => {
    for (const link of world.associations) {
      const person = people.get(link.personId);
      expect(person?.organizationId).toBe(link.organizationId);
      expect(person?.firstSignedInDaysAgo).toBeGreaterThanOrEqual(link.startedDaysAgo);
      expect(link.endReason === null).toBe(link.endedDaysAgo === null);
    }
    for (const { invitedDaysAgo, firstSignedInDaysAgo } of world.people)
      expect(firstSignedInDaysAgo ?? 0).toBeLessThanOrEqual(invitedDaysAgo);
  });

  test('ends a link by a move at the very instant at which the next one starts elsewhere', () => {
    const moves = world.associations.filter(({ endReason }) => endReason === 'MOVED_TO_ANOTHER_ORGANIZATION');
    expect(moves.length).toBeGreaterThanOrEqual(2);
    for (const move of moves) {
      const next = world.associations.find(
        ({ profileId, startedDaysAgo }) => profileId === move.profileId && startedDaysAgo === move.endedDaysAgo,
      );
      expect(next?.organizationId).toBeDefined();
      expect(next?.organizationId).not.toBe(move.organizationId);
    }
  });

  test('has an administrator in every organization, pending invitations, removed links and people who never linked', () => {
    for (const { id } of world.organizations) {
      const members = world.people.filter(({ organizationId }) => organizationId === id);
      expect(members.some(({ roles }) => roles.includes('GLOBAL_ADMIN'))).toBe(true);
      expect(members.some(({ firstSignedInDaysAgo }) => firstSignedInDaysAgo === null)).toBe(true);
    }
    expect(world.associations.some(({ endReason }) => endReason === 'REMOVED_BY_USER')).toBe(true);
    const everLinked = new Set(world.associations.map(({ profileId }) => profileId));
    expect(world.achievements.some(({ profileId }) => !everLinked.has(profileId))).toBe(true);
  });

  test('has one organization with full skilling points of infrastructure and one that is a single person short', () => {
    const [full, short] = world.organizations.map(({ id }) => infrastructurePoints(id));
    expect({ full, short }).toEqual({ full: 40, short: 36 });
  });

  test('lets the demonstration account make its organization full for the first time', () => {
    const { organizationId, personId, profileId, login, learningLogin, source } = demonstrationAccount;
    expect(infrastructurePoints(organizationId)).toBe(36);
    expect(infrastructurePoints(organizationId, { personId, profileId })).toBe(40);
    expect(people.get(personId)).toMatchObject({ email: login, organizationId, roles: ['PARTNER_ADMIN'] });
    expect(world.associations.filter((link) => link.personId === personId || link.profileId === profileId)).toEqual([]);
    const { learn } = accountsOf(world);
    expect(source).toBe('MICROSOFT_LEARN');
    expect(learn.find((account) => account.login === learningLogin)?.profileId).toBe(profileId);
  });

  test('keeps the achievements behind its designations valid for months', () => {
    const codes = ['AZ-ADMIN', 'AZ-NET', 'WS-HYBRID', 'AZ-ARCH', 'AVD', 'AZ-SAP'];
    const lasting = world.achievements.filter((one) => codes.includes(one.credentialCode) && one.achievedDaysAgo < 180);
    expect(lasting.length).toBeGreaterThan(25);
  });

  test('offers learning accounts that cannot be linked: without an id, with a malformed one, without an account', () => {
    const { learn, university } = accountsOf(world);
    for (const [accounts, wellFormed] of [
      [learn, /^[1-9]\d{3,11}$/],
      [university, /^[A-Za-z0-9_-]{1,64}$/],
    ] as const) {
      expect(accounts.some(({ profileId, noAccount }) => profileId === null && !noAccount)).toBe(true);
      expect(accounts.some(({ profileId }) => profileId !== null && !wellFormed.test(profileId))).toBe(true);
      expect(accounts.some(({ noAccount }) => noAccount)).toBe(true);
    }
  });
});
