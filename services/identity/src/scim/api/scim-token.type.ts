import { objectOf } from '@app/subgraph-kit/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Credential } from '../domain/credential.js';

@ObjectType('ScimToken', {
  description:
    'A bearer token with which the organisation’s directory writes users (SCIM 2.0). Its secret is not kept.',
})
export class ScimTokenType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  label!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From this instant it opens nothing; null: never.' })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'To the minute; null while nobody has used it.' })
  lastUsedAt!: Date | null;

  /** The token as the API shows it. */
  static fromDomain({ id, label, createdAt, expiresAt, lastUsedAt }: Credential): ScimTokenType {
    return objectOf(ScimTokenType, { id, label, createdAt, expiresAt, lastUsedAt });
  }
}
