import type { LearningSource } from './catalog.js';

/** A well-formed id of a person at a learning source. */
export type ProfileId = string & { readonly brand: 'ProfileId' };

/** MCID: 4 to 12 digits without a leading zero; Partner University: 1 to 64 letters, digits, `_` and `-`. */
const FORM: Record<LearningSource, RegExp> = {
  MICROSOFT_LEARN: /^[1-9]\d{3,11}$/,
  PARTNER_UNIVERSITY: /^[A-Za-z0-9_-]{1,64}$/,
};

export function parseProfileId(source: LearningSource, text: string): ProfileId | undefined {
  return FORM[source].test(text) ? (text as ProfileId) : undefined;
}
