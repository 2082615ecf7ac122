import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalog } from '../../../catalog/domain/catalog.js';
import { RequirementOutcomeEnum } from '../../../rules/api/rule-enums.type.js';
import type { Outcome, Requirement, SkillingOutcome, Specialization } from '../../../rules/domain/specialization.js';
import type { Day } from '../../../values/domain/day.js';

@ObjectType('SpecializationRequirement', { description: 'A requirement of the skilling of a specialization.' })
export class SpecializationRequirementType {
  @Field(() => String)
  description!: string;

  @Field(() => RequirementOutcomeEnum)
  outcome!: Outcome;

  @Field(() => Int, {
    description: 'Distinct linked people; where people may serve one requirement only, those who serve this.',
  })
  peopleHave!: number;

  @Field(() => Int)
  peopleNeeded!: number;

  @Field(() => [CredentialType])
  get anyOf(): CredentialType[] {
    return this.credentialCodes.flatMap((code) => CredentialType.find(this.catalog, code));
  }

  credentialCodes!: readonly string[];
  catalog!: Catalog;

  static from({ anyOf, ...shown }: Requirement, catalog: Catalog): SpecializationRequirementType {
    return objectOf(SpecializationRequirementType, { ...shown, credentialCodes: anyOf, catalog });
  }
}

@ObjectType('SpecializationProgress', {
  description:
    'Progress of an organization toward a specialization on a day. Performance and proof (an audit, references) are ' +
    'not recorded here.',
})
export class SpecializationProgressType {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  title!: string;

  @Field(() => DateScalar)
  on!: string;

  @Field(() => RequirementOutcomeEnum, { description: 'Outcome of all requirements together.' })
  skilling!: Outcome;

  @Field(() => RequirementOutcomeEnum, {
    description: 'A designation that it builds on is attained; UNKNOWN when the rules of the day have none of them.',
  })
  prerequisite!: Outcome;

  @Field(() => [SpecializationRequirementType])
  requirements!: SpecializationRequirementType[];

  static from(
    { id, title }: Specialization,
    { on, prerequisite, skilling }: { on: Day; prerequisite: Outcome; skilling: SkillingOutcome },
    catalog: Catalog,
  ): SpecializationProgressType {
    return objectOf(SpecializationProgressType, {
      code: id,
      title,
      on,
      skilling: skilling.outcome,
      prerequisite,
      requirements: skilling.requirements.map((one) => SpecializationRequirementType.from(one, catalog)),
    });
  }
}
