import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Contribution, contributionsOf, reasonsOf } from '../../domain/contribution.js';
import type { CreditReason } from '../../domain/credit.js';
import { towardSpecializations } from '../../domain/credit-trace.js';
import { dayOf } from '../../domain/day.js';
import type { CreditsContext } from '../context.js';
import { ContributionType } from './contribution.type.js';
import { CreditType } from './credit.type.js';
import { CreditReasonEnum } from './enums.type.js';

/** What a credit adds follows from everybody's holdings: the organisation's score, computed once per request. */
@Resolver(() => CreditType)
export class CreditResolver {
  @FieldResolver(() => [CreditReasonEnum], {
    description:
      'Why it adds points to no designation. Empty when it adds some, and when only a specialization asks for it: see ' +
      'contributesTo.',
  })
  async reasons(@Root() credit: CreditType, @Ctx() context: CreditsContext): Promise<CreditReason[]> {
    if (credit.standing.reason !== null) return [credit.standing.reason];
    return reasonsOf(credit.standing, await contributions(credit, context));
  }

  @FieldResolver(() => [ContributionType], {
    description:
      'Every requirement that names it, of designations first, with the points it adds or the reason why none.',
  })
  async contributesTo(@Root() credit: CreditType, @Ctx() context: CreditsContext): Promise<ContributionType[]> {
    const toward = towardSpecializations(context.rules.specializations, dayOf(context.now), credit);
    return [...(await contributions(credit, context)), ...toward].map((one) => ContributionType.from(one));
  }
}

async function contributions(credit: CreditType, { loaders }: CreditsContext): Promise<readonly Contribution[]> {
  const { organizationId, personRef, standing } = credit;
  const { designations } = await loaders.score(organizationId, null);
  const explanation = await loaders.explanation.load({ organizationId, personRef });
  return contributionsOf(designations, explanation, credit, standing);
}
