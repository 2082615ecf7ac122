import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demonstrationFile } from '@app/stack/environment';

/** A person who can link one learning profile with one achievement. */
export type Person = { readonly login: string; readonly learningLogin: string; readonly profileId: string };

/** The organization of all people. Its program has the permissions for exports and webhooks. */
export const HARBOUR = '01989001-dc96-7467-9a90-09ad731033ff';

const uuid = (kind: string, number: number) => `${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`;

const person = (number: number): Person => ({
  login: `person-${number}@harbour.example`,
  learningLogin: `person-${number}@home.example`,
  profileId: String(3_000_000 + number),
});

/** Writes a demonstration with this many people, none of whom is linked, and returns them with its path. */
export function writeWorld(folder: string, size: number): { file: string; people: Person[] } {
  const given = JSON.parse(readFileSync(demonstrationFile, 'utf8'));
  const people = Array.from({ length: size }, (_, number) => person(number));
  const world = {
    ...given,
    story: ['Person 0'],
    organizations: given.organizations.filter(({ id }: { id: string }) => id === HARBOUR),
    people: people.map(({ login }, number) => ({
      id: uuid('01990000', number),
      organizationId: HARBOUR,
      email: login,
      displayName: `Person ${number}`,
      objectId: uuid('0badcafe', number),
      roles: number === 0 ? ['GLOBAL_ADMIN'] : [],
      invitedDaysAgo: 100,
      firstSignedInDaysAgo: 90,
    })),
    learningAccounts: people.map(({ learningLogin, profileId }, number) => ({
      source: 'MICROSOFT_LEARN',
      login: learningLogin,
      subject: `learn-${number}`,
      displayName: `Person ${number}`,
      profileId,
    })),
    achievements: people.map(({ profileId }) => ({
      externalId: `fault-${profileId}`,
      source: 'MICROSOFT_LEARN',
      profileId,
      credentialCode: 'AZ-ADMIN',
      achievedDaysAgo: 60,
    })),
    ...{ unknownAccounts: [], associations: [], revocations: [], figures: [], courses: [], completions: [] },
  };
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(world));
  return { file, people };
}
