import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Day } from '../../values/domain/day.js';
import { qualificationOf, windowOf } from '../domain/qualification.js';
import type { ScoresContext } from './context.js';
import { DesignationProgressType } from './types/designation-progress.type.js';
import { QualificationWindowType } from './types/qualification-window.type.js';

@Resolver(() => DesignationProgressType)
export class DesignationProgressResolver {
  @FieldResolver(() => QualificationWindowType, {
    description:
      'The six months that decide about the designation, up to the day of the score. anniversary: the anniversary of ' +
      'the enrollment; without it the window moves on with the day.',
  })
  async qualification(
    @Root() { organizationId, code: designation, on, attained, named }: DesignationProgressType,
    @Arg('anniversary', () => DateScalar, {
      nullable: true,
      description: 'Of the enrollment; omitted when the organization is not enrolled.',
    })
    anniversary: string | null | undefined,
    @Ctx() { loaders }: ScoresContext,
  ): Promise<QualificationWindowType> {
    const day = { on: on as Day, attained };
    const end = (anniversary ?? null) as Day | null;
    const { before } = windowOf(day.on, end);
    const spans = await loaders.attainedDays.load({ organizationId, designation, ...before, ruleSet: named ?? null });
    return QualificationWindowType.from(qualificationOf(day, end, spans));
  }
}
