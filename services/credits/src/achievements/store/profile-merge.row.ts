import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';

/** Table credits.profile_merge: an old profile id and the one that survives over all merges. */
@Entity({ schema: 'credits', name: 'profile_merge' })
export class ProfileMergeRow {
  @PrimaryColumn('text')
  source!: LearningSource;

  @PrimaryColumn('text', { name: 'from_profile_id' })
  fromProfileId!: string;

  @Column('text', { name: 'surviving_profile_id' })
  survivingProfileId!: string;

  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date;

  /** Where the merge led when it was recorded. */
  @Column('text', { name: 'into_profile_id' })
  intoProfileId!: string;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;
}
