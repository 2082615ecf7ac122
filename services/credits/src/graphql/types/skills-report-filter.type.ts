import { DateScalar } from '@app/subgraph-kit/scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { CredentialKind } from '../../domain/catalogue.js';
import { CredentialKindEnum } from './enums.type.js';

@InputType({ description: 'Every condition that is given must hold; an empty list is none.' })
export class SkillsReportFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'Keys in the catalogue, or exam codes that name exactly one credential; others are BAD_USER_INPUT.',
  })
  credentialCode?: string[] | null;

  @Field(() => [CredentialKindEnum], { nullable: true })
  kind?: CredentialKind[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A designation or a specialization of any version of the rules; others are BAD_USER_INPUT.',
  })
  relevantTo?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A part of a credential’s code, title or exam code; of a person’s name or address for callers who see names.',
  })
  search?: string | null;

  @Field(() => Boolean, { nullable: true })
  leaving?: boolean | null;

  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;
}
