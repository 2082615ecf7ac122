import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Credential } from '../domain/credential.js';

@ObjectType('ScimClient', {
  description:
    'An OAuth client with which the organization’s directory gets access tokens for SCIM 2.0. Its secret is not ' +
    'stored.',
})
export class ScimClientType {
  @Field(() => ID, { description: 'The client_id.' })
  id!: string;

  @Field(() => String, { description: 'A label that distinguishes it from the other client.' })
  label!: string;

  @Field(() => DateTimeScalar, { description: 'When it was issued.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From this instant on, the client and its access tokens are rejected; null when they do not expire.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the client or one of its access tokens was last used, to the minute; null when never.',
  })
  lastUsedAt!: Date | null;

  /** Maps a client to its object type. */
  static fromDomain({ id, label, createdAt, expiresAt, lastUsedAt }: Credential): ScimClientType {
    return objectOf(ScimClientType, { id, label, createdAt, expiresAt, lastUsedAt });
  }
}
