import type { LearningSource } from '../../catalog/domain/catalog.js';

/** An issuer of badges that the operator accepts, and what its badges mean here. */
export type Issuer = {
  readonly id: string;
  readonly source: LearningSource;
  /** The identityType of the identifier of a badge that is the profile id. */
  readonly identityType: string | null;
  /** The text before the profile id in the subject of a badge, such as `urn:mcid:`. */
  readonly subjectPrefix: string | null;
  /** Codes of the catalog by the ids of the issuer's achievements. */
  readonly credentials: ReadonlyMap<string, string>;
};
