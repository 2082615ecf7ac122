import type { CreditsContext } from '../../context.js';
import { type Contribution, contributionsOf, reasonsOf } from '../domain/contribution.js';
import type { CreditReason } from '../domain/credit.js';
import type { CreditType } from './credit.type.js';

/** What a credit adds to designations: that follows from the holdings of everyone in the organization. */
export async function creditContributions(
  { organizationId, personRef, standing, achievementId, credentialCode }: CreditType,
  { loaders }: CreditsContext,
): Promise<readonly Contribution[]> {
  const { designations } = await loaders.score(organizationId, null);
  const explanation = await loaders.explanation.load({ organizationId, personRef });
  return contributionsOf(designations, explanation, { achievementId, credentialCode, personRef }, standing);
}

/** Why a credit adds points to no designation. */
export async function creditReasons(credit: CreditType, context: CreditsContext): Promise<CreditReason[]> {
  if (credit.standing.reason !== null) return [credit.standing.reason];
  return reasonsOf(credit.standing, await creditContributions(credit, context));
}
