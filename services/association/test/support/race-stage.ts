import type { Person } from '@app/subgraph-kit/callers/caller';
import { startLearningProvider } from '@app/test-kit/learning-provider';
import { expect } from '@jest/globals';
import { type Flow, type Result, type TestAssociation, testAssociation } from './association.js';
import { signInAtOnce } from './sign-in-at-once.js';

export type RaceStage = Awaited<ReturnType<typeof raceStage>>;

/** The service with a provider that signs in at once and by the service's own clock, for many rounds. */
export async function raceStage() {
  let service: TestAssociation | undefined;
  const provider = await startLearningProvider({ clock: { now: () => service?.clock.now() ?? new Date() } });
  const learn = { issuer: provider.issuer, discoveryUrl: null, insecure: true, profileClaim: 'mcid' };
  service = await testAssociation({ learn: { ...learn, clientId: 'client', clientSecret: 'secret' } });
  const running = service;
  let profiles = 600_000;

  const prove = async (person: Person, profileId: string): Promise<Flow> => {
    const begun = await running.begin(person);
    expect(begun).toMatchObject({ __typename: 'BeginAssociationSuccess' });
    return signInAtOnce(String(begun.signInUrl), profileId);
  };
  return {
    service: running,
    aProfile: (): string => String(profiles++),
    prove,
    link: async (person: Person, profileId: string): Promise<Result> =>
      running.confirm(person, await prove(person, profileId)),
    linksOf: (profileId: string) =>
      running.sql<{ user_id: string; started_at: Date; ended_at: Date | null; end_reason: string | null }>(
        `SELECT user_id, started_at, ended_at, end_reason FROM association.association
          WHERE profile_id = $1 ORDER BY started_at, id`,
        [profileId],
      ),
    async stop(): Promise<void> {
      await running.stop();
      await provider.stop();
    },
  };
}
