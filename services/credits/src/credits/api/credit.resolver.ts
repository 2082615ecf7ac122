import { Access, withObject } from '@app/subgraph-kit/access/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { dayOf } from '../../values/domain/day.js';
import type { CreditReason } from '../domain/credit.js';
import { towardSpecializations } from '../domain/credit-trace.js';
import type { CreditsContext } from './context.js';
import { ContributionType } from './contribution.type.js';
import { CreditType } from './credit.type.js';
import { CreditReasonEnum } from './credit-enums.type.js';
import { creditReasons } from './credit-reasons.js';

/** Contributions depend on the holdings of all people: the score of the organization is computed once per request. */
@Resolver(() => CreditType)
export class CreditResolver {
  @FieldResolver(() => [CreditReasonEnum], {
    description:
      'Reasons for which it adds points to no designation. Empty when it adds points, and when only a specialization requires it: see ' +
      'contributesTo.',
  })
  @Access(withObject)
  async reasons(@Root() credit: CreditType, @Ctx() context: CreditsContext): Promise<CreditReason[]> {
    return creditReasons(credit, context);
  }

  @FieldResolver(() => [ContributionType], {
    description:
      'Every requirement that names the credential, designations first, with the points it adds or the reason why it adds none.',
  })
  @Access(withObject)
  async contributesTo(@Root() credit: CreditType, @Ctx() context: CreditsContext): Promise<ContributionType[]> {
    const toward = towardSpecializations(context.rules.specializations, dayOf(context.now), credit);
    return [...(await context.loaders.contributions(credit)), ...toward].map((one) => ContributionType.from(one));
  }
}
