import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalog } from '../../../catalog/domain/catalog.js';
import { PersonReferenceType } from '../../../members/api/person-reference.type.js';
import { UserStub } from '../../../members/api/user.stub.js';
import { seesNames } from '../../../members/application/audiences.js';
import { toDouble } from '../../../values/domain/fraction.js';
import type { Risk, RiskCause } from '../../domain/risk.js';

const SkillRiskCauseEnum = {
  DEPARTURE: 'DEPARTURE',
  EXPIRY: 'EXPIRY',
  RETIREMENT: 'RETIREMENT',
  GATE_HOLDER: 'GATE_HOLDER',
} as const;
registerEnumType(SkillRiskCauseEnum, {
  name: 'SkillRiskCause',
  description: 'What would lower the score.',
  valuesConfig: {
    DEPARTURE: { description: 'The person leaves the organization, with everything they hold.' },
    EXPIRY: { description: 'The last day of a credential is over.' },
    RETIREMENT: { description: 'A retired credential no longer counts.' },
    GATE_HOLDER: {
      description:
        'A gate has exactly the people that it needs, and the person is one of them: without the person’s credential it ' +
        'closes.',
    },
  },
});

type RiskTerms = {
  /** The users behind the references of all risks. */
  readonly userIds: ReadonlyMap<string, string>;
  readonly organizationId: string;
  readonly catalog: Catalog;
};

@ObjectType('SkillRisk', {
  description: 'A person whose leaving or expiring credentials would lower a score or close a step.',
})
@Subject<SkillRiskType>(({ organizationId, userId }) => ({ organizationId, userId }))
export class SkillRiskType {
  @Field(() => ID, { description: 'The person, or the first person of together.' })
  @Access(withObject)
  personRef!: string;

  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see names.' })
  @Access(seesNames)
  person!: UserStub | null;

  @Field(() => ID)
  @Access(withObject)
  designation!: string;

  @Field(() => Float, {
    description:
      'Points of the score: for one person, if all other holdings stay; for several, with all known expiries up to the ' +
      'day.',
  })
  @Access(withObject)
  pointsLost!: number;

  @Field(() => Int, { nullable: true, description: 'The first step that would no longer be reached.' })
  @Access(withObject)
  closesStep!: number | null;

  @Field(() => SkillRiskCauseEnum)
  @Access(withObject)
  cause!: RiskCause;

  @Field(() => [CredentialType], {
    description:
      'The credentials that end, or that hold the gate, sorted by code; empty when the person leaves with everything.',
  })
  @Access(withObject)
  credentials!: CredentialType[];

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first day of the loss, within a year. Null when the loss may happen on any day, as no drop date ' +
      'is known.',
  })
  @Access(withObject)
  on!: string | null;

  userId!: string;
  organizationId!: string;

  @Field(() => Boolean, {
    description: 'The designation is attained on the day before, and not from this day on.',
  })
  @Access(withObject)
  losesDesignation!: boolean;

  @Field(() => [PersonReferenceType], {
    description:
      'All people concerned: several when credentials of several people end on the day. At most 100 per credential.',
  })
  @Access(withObject)
  together!: PersonReferenceType[];

  static from({ credentialCodes, ...risk }: Risk, { userIds, organizationId, catalog }: RiskTerms): SkillRiskType {
    const userId = userIds.get(risk.personRef) ?? '';
    return objectOf(SkillRiskType, {
      ...risk,
      userId,
      organizationId,
      pointsLost: toDouble(risk.pointsLost),
      credentials: credentialCodes.flatMap((code) => CredentialType.find(catalog, code)),
      person: UserStub.of({ id: userId, organizationId }),
      together: risk.together.map((ref) =>
        PersonReferenceType.from(ref, { organizationId, userId: userIds.get(ref) ?? null }),
      ),
    });
  }
}
