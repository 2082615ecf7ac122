import { DateScalar } from '@app/subgraph-kit/scalars';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Resolver, Root } from 'type-graphql';
import type { CreditsContext } from '../../graphql/context.js';
import { designationTerms } from '../../graphql/designations.js';
import { OrganizationStub } from '../../graphql/stubs/organization.stub.js';
import { DesignationProgressType } from '../../graphql/types/designation-progress.type.js';
import { simulateOrganization } from './simulate-organization.js';

@InputType({ description: 'A credential that somebody would have.' })
class SimulatedHolding {
  @Field(() => ID, {
    nullable: true,
    description:
      'Somebody whom the organisation has a personRef for, taken as linked on the day. Omitted: a new, imaginary person, ' +
      'another one each time.',
  })
  personRef?: string | null;

  @Field(() => ID, { description: 'Key in the catalogue, or an exam code that names exactly one credential.' })
  credentialCode!: string;
}

@InputType({ description: 'What would be different: at most 1,000 holdings gained and 1,000 people gone.' })
class SimulationInput {
  @Field(() => [SimulatedHolding], { nullable: true, defaultValue: [] })
  gain!: SimulatedHolding[] | null;

  @Field(() => [ID], { nullable: true, defaultValue: [], description: 'personRef of those who would leave.' })
  leave!: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Left out: today. What is gained is earned on that day.' })
  on?: string | null;
}

@Resolver(() => OrganizationStub)
export class SimulateOrganizationQuery {
  @FieldResolver(() => [DesignationProgressType], {
    nullable: true,
    description:
      'What the scores would be if people gained, lost or took along credentials. Changes nothing. Imaginary people are named ' +
      'new-1, new-2 … in the order in which they are given. Unknown people and credentials are BAD_USER_INPUT. For the same callers as designations.',
  })
  async simulate(
    @Root() { id }: OrganizationStub,
    @Arg('input', () => SimulationInput) input: SimulationInput,
    @Ctx() context: CreditsContext,
  ): Promise<DesignationProgressType[]> {
    const { gain, leave, on } = input;
    const { loaders, reads, rules, now } = context;
    const asked = { gain: gain ?? [], leave: leave ?? [], on: on ?? null };
    const { designations, peopleOf } = await simulateOrganization(id, asked, { ...loaders, reads, rules, now });
    const terms = designationTerms(id, context, peopleOf);
    return designations.map((one) => DesignationProgressType.from(one, terms));
  }
}
