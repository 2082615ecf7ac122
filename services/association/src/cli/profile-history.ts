import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { withDatabase } from '@app/subgraph-kit/commands/with-database';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { associationDataSource } from '../database/data-source.js';
import { operatorEnvironment } from '../environment.js';
import type { Association } from '../linking/domain/association.js';
import { associationsOfProfile } from '../linking/store/association.store.js';
import { survivingProfile } from '../linking/store/surviving-profile.store.js';
import { mergesInto, type RecordedMerge } from '../profile-merges/store/merge-history.store.js';
import { LEARNING_SOURCES, type LearningSource } from '../providers/domain/learning-source.js';
import { parseProfileId } from '../providers/domain/profile-id.js';

/** What association knows of a learning profile, under all accounts and organizations: for operators only. */
export type ProfileHistory = {
  readonly source: LearningSource;
  readonly profileId: string;
  /** The profile that all merges lead to; the profile itself when it was not merged. */
  readonly survivingProfileId: string;
  /** The merges that lead to the surviving profile, oldest first. */
  readonly merges: readonly RecordedMerge[];
  /** The links of the surviving profile, oldest first. */
  readonly links: readonly Association[];
};

/** The history of a profile id, for each learning source whose ids have its form. */
export async function findProfileHistories(profileId: string, run: CommandRun): Promise<ProfileHistory[]> {
  const sources = LEARNING_SOURCES.filter((source) => parseProfileId(source, profileId) !== undefined);
  if (sources.length === 0) return [];
  const { ASSOCIATION_DATABASE_URL: url } = readEnvironment(operatorEnvironment, run.environment);
  return withDatabase({ setting: 'ASSOCIATION_DATABASE_URL', url, connect: associationDataSource }, ({ dataSource }) =>
    inTransaction(dataSource, 'every-organization', async (manager) => {
      const histories: ProfileHistory[] = [];
      for (const source of sources) {
        const survivingProfileId = await survivingProfile(manager, source, profileId);
        const merges = await mergesInto(manager, source, survivingProfileId);
        const links = await associationsOfProfile(manager, source, survivingProfileId);
        histories.push({ source, profileId, survivingProfileId, merges, links });
      }
      return histories;
    }),
  );
}
