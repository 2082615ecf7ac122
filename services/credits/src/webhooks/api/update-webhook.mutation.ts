import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { EventTypeEnum, type EventTypeName, eventTypeOf } from '../../events/api/event-type-enum.type.js';
import { type UpdateWebhookOutcome, updateWebhook } from '../application/update-webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';
import { InvalidWebhookInputError, WebhookAddressError, WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'Changes of a webhook. What is omitted or null stays as it is.' })
class UpdateWebhookInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => String, { nullable: true, description: 'An https address of a public host.' })
  url?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  label?: string | null;

  @Field(() => [EventTypeEnum], {
    nullable: true,
    description: 'For events from now on. Empty: every type, also those that come later.',
  })
  types?: EventTypeName[] | null;
}

@ObjectType({ description: 'The webhook with its changes.' })
class UpdateWebhookSuccess {
  @Field(() => WebhookType)
  webhook!: WebhookType;
}

const UpdateWebhookResult = createUnionType({
  name: 'UpdateWebhookResult',
  description: 'The changed webhook, or the reason why it was not changed.',
  types: () => [UpdateWebhookSuccess, WebhookNotFoundError, WebhookAddressError, InvalidWebhookInputError] as const,
});

@Resolver()
export class UpdateWebhookMutation {
  @Mutation(() => UpdateWebhookResult, {
    description:
      'Changes address, label or types of a webhook. A new address gets what waits, too. GLOBAL_ADMIN, webhooks:write.',
  })
  @Access(webhookAdministrators)
  async updateWebhook(
    @Arg('input', () => UpdateWebhookInput)
    { webhookId, url = null, label = null, types = null }: UpdateWebhookInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof UpdateWebhookResult> {
    if (!isUuid(webhookId)) return WebhookNotFoundError.of();
    const command = { caller: context.caller, webhookId, url, label, types: types?.map(eventTypeOf) ?? null };
    return present(await updateWebhook(context, command), context.now);
  }
}

function present(outcome: UpdateWebhookOutcome, now: Date): typeof UpdateWebhookResult {
  switch (outcome.kind) {
    case 'updated':
      return objectOf(UpdateWebhookSuccess, { webhook: WebhookType.from(outcome.webhook, now) });
    case 'not-found':
      return WebhookNotFoundError.of();
    case 'address-problem':
      return WebhookAddressError.of(outcome.problem);
    case 'invalid-input':
      return InvalidWebhookInputError.of(outcome);
  }
}
