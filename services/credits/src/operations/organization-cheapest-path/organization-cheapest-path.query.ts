import { Arg, Ctx, Field, FieldResolver, Float, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { CreditsContext } from '../../graphql/context.js';
import { OrganizationStub } from '../../graphql/stubs/organization.stub.js';
import { CredentialType } from '../../graphql/types/credential.type.js';
import { organizationCheapestPath } from './organization-cheapest-path.js';

@ObjectType('PathStep', { description: 'One more credential in the hands of one more person.' })
export class PathStepType {
  @Field(() => ID, {
    nullable: true,
    description: 'Somebody who is linked and serves none of these requirements yet; null: anybody new.',
  })
  personRef!: string | null;

  @Field(() => CredentialType)
  credential!: CredentialType;

  @Field(() => Float, {
    description: 'Skilling points that the designation gains here. 0: it is needed for what follows.',
  })
  pointsGained!: number;
}

@Resolver(() => OrganizationStub)
export class OrganizationCheapestPathQuery {
  @FieldResolver(() => [PathStepType], {
    nullable: true,
    description:
      'The smallest set of new (person, credential) pairs that reaches the skilling maximum of a designation today, or the named ' +
      'points. Empty when they are there; null when no credential that can be earned leads there. A designation or points ' +
      'that the rules do not have are BAD_USER_INPUT. For the same callers as designations.',
  })
  async cheapestPath(
    @Root() { id }: OrganizationStub,
    @Arg('designation', () => ID) designation: string,
    @Arg('skillingPoints', () => Float, { nullable: true }) skillingPoints: number | null | undefined,
    @Ctx() context: CreditsContext,
  ): Promise<PathStepType[] | null> {
    const { loaders, reads, rules, now } = context;
    const asked = { designation, skillingPoints: skillingPoints ?? null };
    const path = await organizationCheapestPath(id, asked, { score: loaders.score, reads, rules, now });
    if (!path) return null;
    return path.map(({ personRef, credentialCode, pointsGained }) => {
      const [credential] = CredentialType.find(rules.catalogue, credentialCode);
      return Object.assign(new PathStepType(), { personRef, credential, pointsGained });
    });
  }
}
