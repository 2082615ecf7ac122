import type { WorkProfile } from '../../../users/domain/work-profile.js';
import { type Attributes, readAttributes } from './attributes.js';
import { readWorkProfile } from './work-attributes.js';

/** What a directory says of a person: the account, and where they work. */
export type GivenUser = Attributes & { readonly work: WorkProfile };

/** Reads a resource of type User. */
export function readUser(resource: object): GivenUser {
  return { ...readAttributes(resource), work: readWorkProfile(resource) };
}
