import type { LearningSource } from './catalog.js';

/** A learning profile: the account of a person at a learning source. */
export type ProfileKey = { readonly source: LearningSource; readonly profileId: string };

/** Sources and ids of profiles as two arrays, the parameters of `unnest($1::text[], $2::text[])`. */
export function profileColumns(profiles: readonly ProfileKey[]): string[][] {
  return [profiles.map(({ source }) => source), profiles.map(({ profileId }) => profileId)];
}
