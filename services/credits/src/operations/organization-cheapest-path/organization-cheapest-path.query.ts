import { Arg, Ctx, Field, FieldResolver, Float, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { CreditsContext } from '../../graphql/context.js';
import { OrganizationStub } from '../../graphql/stubs/organization.stub.js';
import { UserStub } from '../../graphql/stubs/user.stub.js';
import { CredentialType } from '../../graphql/types/credential.type.js';
import { organizationCheapestPath } from './organization-cheapest-path.js';

@ObjectType('PathStep', { description: 'One more credential in the hands of one more person.' })
export class PathStepType {
  @Field(() => ID, {
    nullable: true,
    description: 'Somebody who is linked and serves none of these requirements yet; null: anybody new.',
  })
  personRef!: string | null;

  @Field(() => UserStub, {
    nullable: true,
    description: 'Null for callers who may not see who it is, and where there is no personRef.',
  })
  person!: UserStub | null;

  @Field(() => CredentialType)
  credential!: CredentialType;

  @Field(() => Float, {
    description: 'Skilling points that the designation gains here. 0: it is needed for what follows.',
  })
  pointsGained!: number;

  organizationId!: string;
  userId!: string | null;
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
    return Promise.all(
      path.map(async ({ personRef, credentialCode, pointsGained }) => {
        const [credential] = CredentialType.find(rules.catalogue, credentialCode);
        const userId = personRef && (await loaders.userByRef.load({ organizationId: id, personRef }));
        const person = userId ? UserStub.of({ id: userId, organizationId: id }) : null;
        const step = { personRef, person, credential, pointsGained, organizationId: id, userId };
        return Object.assign(new PathStepType(), step);
      }),
    );
  }
}
