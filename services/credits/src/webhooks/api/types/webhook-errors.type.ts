import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Field, Int, ObjectType } from 'type-graphql';
import type { InvalidInput } from '../../application/webhook-input.js';
import { ADDRESS_REMEDIES, type AddressProblem } from '../../domain/address.js';
import { MOST_WEBHOOKS } from '../../domain/webhook.js';
import { WebhookAddressProblemEnum } from './webhook-enums.type.js';

@ObjectType({ implements: UserError, description: 'The address cannot be that of a webhook.' })
export class WebhookAddressError extends UserError {
  @Field(() => WebhookAddressProblemEnum)
  problem!: AddressProblem;

  static of(problem: AddressProblem): WebhookAddressError {
    return objectOf(WebhookAddressError, { message: ADDRESS_REMEDIES[problem], problem });
  }
}

@ObjectType({ implements: UserError, description: 'The organization has as many webhooks as it may have.' })
export class TooManyWebhooksError extends UserError {
  @Field(() => Int)
  limit!: number;

  static of(): TooManyWebhooksError {
    const message = `An organization has at most ${MOST_WEBHOOKS} webhooks. Delete one that is not used, or change its address.`;
    return objectOf(TooManyWebhooksError, { message, limit: MOST_WEBHOOKS });
  }
}

@ObjectType({ implements: UserError, description: 'A field has a value that no webhook can have.' })
export class InvalidWebhookInputError extends UserError {
  @Field(() => String, { description: 'The name of the field in the input.' })
  field!: string;

  static of({ field, message }: InvalidInput): InvalidWebhookInputError {
    return objectOf(InvalidWebhookInputError, { field, message });
  }
}

@ObjectType({ implements: UserError, description: 'There is no such webhook, or none that the caller may change.' })
export class WebhookNotFoundError extends UserError {
  static of(): WebhookNotFoundError {
    const message = 'There is no such webhook. Organization.webhooks lists those of your organization.';
    return objectOf(WebhookNotFoundError, { message });
  }
}

@ObjectType({ implements: UserError, description: 'Events are kept for 30 days; this one is not, or no longer.' })
export class EventNotKeptError extends UserError {
  @Field(() => DateTimeScalar, { description: 'Events that happened later can be sent.' })
  keptSince!: Date;

  static of(keptSince: string): EventNotKeptError {
    const message =
      'Events are kept for 30 days. Send one that Organization.events lists, or begin at keptSince or later.';
    return objectOf(EventNotKeptError, { message, keptSince: new Date(keptSince) });
  }
}
