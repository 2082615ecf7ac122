import { Access, authorize } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { EventTypeEnum, type EventTypeName, eventTypeOf } from '../../events/api/event-type-enum.type.js';
import { type RegisterWebhookOutcome, registerWebhook } from '../application/register-webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';
import { InvalidWebhookInputError, TooManyWebhooksError, WebhookAddressError } from './types/webhook-errors.type.js';

@InputType({ description: 'A new webhook.' })
class RegisterWebhookInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => String, { description: 'An https address of a public host, without user name and password.' })
  url!: string;

  @Field(() => String, { description: 'For people: 1 to 100 characters.' })
  label!: string;

  @Field(() => [EventTypeEnum], {
    nullable: true,
    defaultValue: [],
    description: 'Empty: every type, also those that come later.',
  })
  types?: EventTypeName[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Base64, 24 to 64 bytes, with or without whsec_; made when omitted.',
  })
  secret?: string | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The webhook and its secret, which is shown only once.' })
class RegisterWebhookSuccess {
  @Field(() => WebhookType)
  webhook!: WebhookType;

  @Field(() => String, { description: '`whsec_` and Base64.' })
  secret!: string;
}

const RegisterWebhookResult = createUnionType({
  name: 'RegisterWebhookResult',
  description: 'The new webhook, or the reason why it was not registered.',
  types: () => [RegisterWebhookSuccess, WebhookAddressError, TooManyWebhooksError, InvalidWebhookInputError] as const,
});

@Resolver()
export class RegisterWebhookMutation {
  @Mutation(() => RegisterWebhookResult, {
    description:
      'Registers an address that events are sent to from now on. GLOBAL_ADMIN, machines with webhooks:write. The secret ' +
      'is shown once. An organization has at most ten webhooks.',
  })
  @Access(webhookAdministrators)
  async registerWebhook(
    @Arg('input', () => RegisterWebhookInput) input: RegisterWebhookInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof RegisterWebhookResult> {
    const { caller } = context;
    authorize(webhookAdministrators, caller, { organizationId: input.organizationId });
    if (!isUuid(input.organizationId)) throw badUserInput('organizationId: there is no such organization.');
    const { url, label, secret = null, idempotencyKey = null } = input;
    const types = (input.types ?? []).map(eventTypeOf);
    const organizationId = input.organizationId.toLowerCase();
    const command = { caller, organizationId, url, label, types, secret, idempotencyKey };
    return present(await registerWebhook(context, command), context.now);
  }
}

function present(outcome: RegisterWebhookOutcome, now: Date): typeof RegisterWebhookResult {
  switch (outcome.kind) {
    case 'registered': {
      const webhook = WebhookType.from(outcome.webhook, now);
      return objectOf(RegisterWebhookSuccess, { webhook, secret: outcome.secret });
    }
    case 'too-many':
      return TooManyWebhooksError.of();
    case 'address-problem':
      return WebhookAddressError.of(outcome.problem);
    case 'invalid-input':
      return InvalidWebhookInputError.of(outcome);
    case 'unknown-organization':
      throw badUserInput('organizationId: there is no such organization.');
    case 'deleted-meanwhile':
      throw badUserInput('idempotencyKey: the webhook that was registered with it is deleted. Use a new key.');
  }
}
