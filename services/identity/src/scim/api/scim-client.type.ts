import { objectOf } from '@app/subgraph-kit/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/scalars';
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
    description: 'From this instant neither the client nor its access tokens are accepted; null: never.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it or one of its access tokens was last used, to the minute; null when it never was.',
  })
  lastUsedAt!: Date | null;

  /** The client as the API shows it. */
  static fromDomain({ id, label, createdAt, expiresAt, lastUsedAt }: Credential): ScimClientType {
    return objectOf(ScimClientType, { id, label, createdAt, expiresAt, lastUsedAt });
  }
}
