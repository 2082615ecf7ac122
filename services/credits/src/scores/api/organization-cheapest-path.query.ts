import { Access } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { CredentialType } from '../../catalog/api/credential.type.js';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { UserStub } from '../../members/api/user.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { toDouble } from '../../values/domain/fraction.js';
import {
  type AskedPath,
  type NamedStep,
  organizationCheapestPath,
  type PathTarget,
} from '../application/organization-cheapest-path.js';
import type { Obstacle, ObstacleReason } from '../domain/path-obstacle.js';
import type { ScoresContext } from './context.js';
import { PathStepType } from './types/path-step.type.js';

const PathTargetEnum = { ATTAINED: 'ATTAINED', MAXIMUM: 'MAXIMUM' } as const;
registerEnumType(PathTargetEnum, {
  name: 'PathTarget',
  description: 'The target of a path.',
  valuesConfig: {
    ATTAINED: {
      description: 'The required score with every metric above zero, by the partner figures recorded for today.',
    },
    MAXIMUM: { description: 'Every skilling metric at its maximum.' },
  },
});

const PathObstacleReasonEnum = {
  SCORE_TOO_LOW: 'SCORE_TOO_LOW',
  METRIC_AT_ZERO: 'METRIC_AT_ZERO',
  NOTHING_TO_EARN: 'NOTHING_TO_EARN',
} as const;
registerEnumType(PathObstacleReasonEnum, {
  name: 'PathObstacleReason',
  description: 'Why no credential leads to the target.',
  valuesConfig: {
    SCORE_TOO_LOW: {
      description: 'The score stays below the required one, even with all credentials that people can earn.',
    },
    METRIC_AT_ZERO: { description: 'A metric of partner figures is zero, and credentials do not change it.' },
    NOTHING_TO_EARN: { description: 'No credential that fills the skilling metric can be earned today.' },
  },
});

@ObjectType('PathObstacle', {
  description: 'A reason why new credentials alone do not reach the target of a designation.',
})
export class PathObstacleType {
  @Field(() => ID, { description: 'The designation that it keeps from the target.' })
  designation!: string;

  @Field(() => PathObstacleReasonEnum, { description: 'What credentials alone cannot change.' })
  reason!: ObstacleReason;

  @Field(() => ID, { nullable: true, description: 'Null when the reason is the score as a whole.' })
  metric!: string | null;

  @Field(() => Float, {
    description: 'Points that are missing after all credentials are earned; 0 when any amount above zero suffices.',
  })
  pointsMissing!: number;

  static from({ designation, reason, metric, pointsMissing }: Obstacle): PathObstacleType {
    const shown = { designation, reason, metric, pointsMissing: toDouble(pointsMissing) };
    return objectOf(PathObstacleType, shown);
  }
}

@ObjectType('CheapestPlan', {
  description: 'The path to one or several designations with the fewest exams and, among those, the fewest people.',
})
export class CheapestPlanType {
  @Field(() => Boolean, { description: 'False when new credentials alone do not reach the target: see obstacles.' })
  reachable!: boolean;

  @Field(() => Int, { nullable: true, description: 'Exams to pass in all steps. Null when not reachable.' })
  exams!: number | null;

  @Field(() => Int, { nullable: true, description: 'People who earn a credential. Null when not reachable.' })
  people!: number | null;

  @Field(() => [PathStepType], {
    description: 'In an order in which people can take them. Empty when the target is reached or not reachable.',
  })
  steps!: PathStepType[];

  @Field(() => [PathObstacleType], { description: 'Empty when reachable.' })
  obstacles!: PathObstacleType[];
}

@Resolver(() => OrganizationStub)
export class OrganizationCheapestPathQuery {
  @FieldResolver(() => [PathStepType], {
    nullable: true,
    description:
      'The credentials that lead to the target of a designation, or to the named skilling points, with the fewest ' +
      'exams, then for the fewest people. A prerequisite that a person lacks is a step of its own. Empty when the ' +
      'target is reached; null when new credentials alone do not reach it: cheapestPlan lists the obstacles. A ' +
      'designation or points that the rules do not have are BAD_USER_INPUT. For the same callers as designations.',
  })
  @Access(creditReaders)
  async cheapestPath(
    @Root() { id }: OrganizationStub,
    @Arg('designation', () => ID) designation: string,
    @Arg('skillingPoints', () => Float, { nullable: true, description: 'Replaces the target.' })
    skillingPoints: number | null | undefined,
    @Arg('target', () => PathTargetEnum, { nullable: true, description: 'By default MAXIMUM.' })
    target: PathTarget | null | undefined,
    @Ctx() context: ScoresContext,
  ): Promise<PathStepType[] | null> {
    if (target != null && skillingPoints != null) throw badUserInput('target: not beside skillingPoints.');
    const asked: AskedPath = {
      designations: [designation],
      argument: 'designation',
      target: target ?? 'MAXIMUM',
      skillingPoints: skillingPoints ?? null,
    };
    const found = await organizationCheapestPath(id, asked, { ...context.loaders, ...context });
    return found.kind === 'found' ? stepsOf(found.steps, id, context) : null;
  }

  @FieldResolver(() => CheapestPlanType, {
    nullable: true,
    description:
      'As cheapestPath, for several designations at once: one credential may serve all of them. designations: 1..20 codes. For ' +
      'the same callers as designations.',
  })
  @Access(creditReaders)
  async cheapestPlan(
    @Root() { id }: OrganizationStub,
    @Arg('designations', () => [ID], { description: '1 to 20 codes; each is reached by the same plan.' })
    designations: string[],
    @Arg('target', () => PathTargetEnum, {
      defaultValue: 'ATTAINED',
      description: 'The target of each designation.',
    })
    target: PathTarget,
    @Ctx() context: ScoresContext,
  ): Promise<CheapestPlanType> {
    if (designations.length < 1 || designations.length > 20) throw badUserInput('designations: 1 to 20 codes.');
    const asked: AskedPath = { designations, argument: 'designations', target, skillingPoints: null };
    const found = await organizationCheapestPath(id, asked, { ...context.loaders, ...context });
    const plan = { reachable: found.kind === 'found', exams: null, people: null, steps: [], obstacles: [] };
    if (found.kind === 'unreachable') {
      const obstacles = found.obstacles.map((one) => PathObstacleType.from(one));
      return objectOf(CheapestPlanType, { ...plan, obstacles });
    }
    const steps = await stepsOf(found.steps, id, context);
    return objectOf(CheapestPlanType, { ...plan, steps, exams: found.exams, people: found.people });
  }
}

function stepsOf(steps: readonly NamedStep[], organizationId: string, { loaders, rules }: ScoresContext) {
  return Promise.all(
    steps.map(async ({ credentialCode, ...step }) => {
      const credential = CredentialType.of(rules.catalog, credentialCode);
      const { personRef } = step;
      const userId = personRef && (await loaders.userByRef.load({ organizationId, personRef }));
      const person = userId ? UserStub.of({ id: userId, organizationId }) : null;
      return objectOf(PathStepType, { ...step, person, credential, organizationId, userId });
    }),
  );
}
