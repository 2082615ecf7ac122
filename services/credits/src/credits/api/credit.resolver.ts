import { Access, withObject } from '@app/subgraph-kit/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { dayOf } from '../../values/domain/day.js';
import type { CreditReason } from '../domain/credit.js';
import { towardSpecializations } from '../domain/credit-trace.js';
import type { CreditsContext } from './context.js';
import { ContributionType } from './contribution.type.js';
import { CreditType } from './credit.type.js';
import { CreditReasonEnum } from './credit-enums.type.js';
import { creditReasons } from './credit-reasons.js';

/** What a credit adds follows from everybody's holdings: the organisation's score, computed once per request. */
@Resolver(() => CreditType)
export class CreditResolver {
  @FieldResolver(() => [CreditReasonEnum], {
    description:
      'Why it adds points to no designation. Empty when it adds some, and when only a specialization asks for it: see ' +
      'contributesTo.',
  })
  @Access(withObject)
  async reasons(@Root() credit: CreditType, @Ctx() context: CreditsContext): Promise<CreditReason[]> {
    return creditReasons(credit, context);
  }

  @FieldResolver(() => [ContributionType], {
    description:
      'Every requirement that names it, of designations first, with the points it adds or the reason why none.',
  })
  @Access(withObject)
  async contributesTo(@Root() credit: CreditType, @Ctx() context: CreditsContext): Promise<ContributionType[]> {
    const toward = towardSpecializations(context.rules.specializations, dayOf(context.now), credit);
    return [...(await context.loaders.contributions(credit)), ...toward].map((one) => ContributionType.from(one));
  }
}
