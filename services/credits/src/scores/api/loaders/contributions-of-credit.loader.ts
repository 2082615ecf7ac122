import type { Contribution } from '../../../credits/domain/contribution.js';
import type { Standing } from '../../../credits/domain/credit.js';
import { contributionsOf } from '../../domain/explanation.js';
import type { explanationByPerson } from './explanation-by-person.loader.js';
import type { scoreByOrganization } from './score-by-organization.loader.js';

type Credit = { readonly organizationId: string; readonly standing: Standing } & Parameters<typeof contributionsOf>[2];

/** What a credit adds to today's score of its organization: it follows from the holdings of all people. */
export function contributionsOfCredit(
  score: ReturnType<typeof scoreByOrganization>,
  explanation: ReturnType<typeof explanationByPerson>,
): (credit: Credit) => Promise<readonly Contribution[]> {
  return async ({ organizationId, personRef, achievementId, credentialCode, standing }) => {
    const { designations } = await score(organizationId, null);
    const explained = await explanation.load({ organizationId, personRef });
    return contributionsOf(designations, explained, { achievementId, credentialCode, personRef }, standing);
  };
}
