import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Credential } from '../domain/credential.js';

@ObjectType('ScimToken', {
  description:
    'A bearer token with which the organization’s directory writes users (SCIM 2.0). Its secret is not stored.',
})
export class ScimTokenType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  label!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From this instant on, the token is rejected; null when it does not expire.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the token was last used, to the minute; null when never.',
  })
  lastUsedAt!: Date | null;

  /** Maps a token to its object type. */
  static fromDomain({ id, label, createdAt, expiresAt, lastUsedAt }: Credential): ScimTokenType {
    return objectOf(ScimTokenType, { id, label, createdAt, expiresAt, lastUsedAt });
  }
}
