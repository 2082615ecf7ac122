import type { WorkProfile } from '../../../users/domain/work-profile.js';
import { type Attributes, readAttributes } from './attributes.js';
import { readWorkProfile } from './work-attributes.js';

/** A user as a directory sends it: the account and the work profile. */
export type GivenUser = Attributes & { readonly work: WorkProfile };

/** Reads a resource of type User. */
export function readUser(resource: object): GivenUser {
  return { ...readAttributes(resource), work: readWorkProfile(resource) };
}
