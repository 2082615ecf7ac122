import { Access } from '@app/subgraph-kit/access/access';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, Field, FieldResolver, Float, ID, InputType, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { simulateOrganization } from '../application/simulate-organization.js';
import type { ScoresContext } from './context.js';
import { DesignationProgressType } from './types/designation-progress.type.js';
import { designationTerms } from './types/designation-terms.type.js';

@InputType({ description: 'A credential that a person would have.' })
class SimulatedHolding {
  @Field(() => ID, {
    nullable: true,
    description:
      'A person with a personRef in the organization, treated as linked on the day. Omitted: a new, imaginary person, ' +
      'a different one each time, or the one that newPerson names.',
  })
  personRef?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Name of an imaginary person who has all holdings that give this name: 1..50 letters, digits, - and _, such as ' +
      'new-1. Not together with a personRef.',
  })
  newPerson?: string | null;

  @Field(() => ID, { description: 'Key in the catalog, or an exam code that names exactly one credential.' })
  credentialCode!: string;
}

@InputType({ description: 'A partner figure that would hold on the day instead of the recorded one.' })
class SimulatedFigure {
  @Field(() => ID, { nullable: true, description: 'Omitted: every designation that uses the figure.' })
  designation?: string | null;

  @Field(() => ID, {
    description:
      'A fact of the rules of the day (`smbCustomerPercent`) or `<metric>.<option>` (`usageGrowth.growthPercent`).',
  })
  metric!: string;

  @Field(() => Float, { description: 'At most 10^15; other than 0, at least 10^-12. Growth may be negative.' })
  value!: number;
}

@InputType({
  description: 'The assumed changes: at most 1,000 holdings gained, 1,000 people leaving and 200 figures.',
})
class SimulationInput {
  @Field(() => [SimulatedHolding], { nullable: true, defaultValue: [] })
  gain!: SimulatedHolding[] | null;

  @Field(() => [ID], { nullable: true, defaultValue: [], description: 'personRef of people who would leave.' })
  leave!: string[] | null;

  @Field(() => [SimulatedFigure], {
    nullable: true,
    defaultValue: [],
    description:
      'The last of two figures for the same metric and designation holds; a figure for one designation precedes one ' +
      'for all.',
  })
  figures!: SimulatedFigure[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Omitted: today. Gained credentials are earned on that day.',
  })
  on?: string | null;
}

@Resolver(() => OrganizationStub)
export class SimulateOrganizationQuery {
  @FieldResolver(() => [DesignationProgressType], {
    nullable: true,
    description:
      'What the scores would be if people gained credentials or left, and with other partner figures. Changes ' +
      'nothing. Imaginary people without a name are named new-1, new-2 … in the order of the input. Unknown ' +
      'people, credentials and figures are BAD_USER_INPUT. For the same callers as designations.',
  })
  @Access(creditReaders)
  async simulate(
    @Root() { id }: OrganizationStub,
    @Arg('input', () => SimulationInput) input: SimulationInput,
    @Ctx() context: ScoresContext,
  ): Promise<DesignationProgressType[]> {
    const { gain, leave, figures, on } = input;
    const { loaders, reads, rules, now } = context;
    const asked = { gain: gain ?? [], leave: leave ?? [], figures: figures ?? [], on: on ?? null };
    const { designations, peopleOf } = await simulateOrganization(id, asked, { ...loaders, reads, rules, now });
    const terms = designationTerms(id, context, peopleOf);
    return designations.map((one) => DesignationProgressType.from(one, terms));
  }
}
