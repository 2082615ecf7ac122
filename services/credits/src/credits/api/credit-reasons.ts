import { reasonsOf } from '../domain/contribution.js';
import type { CreditReason } from '../domain/credit.js';
import type { CreditsContext } from './context.js';
import type { CreditType } from './credit.type.js';

/** The reasons for which a credit adds points to no designation. */
export async function creditReasons(credit: CreditType, context: CreditsContext): Promise<CreditReason[]> {
  if (credit.standing.reason !== null) return [credit.standing.reason];
  return reasonsOf(credit.standing, await context.loaders.contributions(credit));
}
