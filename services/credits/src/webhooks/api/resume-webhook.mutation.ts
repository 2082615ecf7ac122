import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type ResumeWebhookCommand, type ResumeWebhookOutcome, resumeWebhook } from '../application/resume-webhook.js';
import { webhookAdministrators } from './audience.js';
import type { WebhooksContext } from './context.js';
import { WebhookType } from './types/webhook.type.js';
import { HeldEventsEnum } from './types/webhook-enums.type.js';
import { WebhookAddressError, WebhookNotFoundError } from './types/webhook-errors.type.js';

@InputType({ description: 'The webhook to resume.' })
class ResumeWebhookInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => HeldEventsEnum, { nullable: true, defaultValue: 'SEND', description: 'What was held meanwhile.' })
  heldEvents?: ResumeWebhookCommand['heldEvents'] | null;
}

@ObjectType({ description: 'The active webhook.' })
class ResumeWebhookSuccess {
  @Field(() => WebhookType)
  webhook!: WebhookType;

  @Field(() => Int, { description: 'The number of events that are sent now.' })
  released!: number;
}

const ResumeWebhookResult = createUnionType({
  name: 'ResumeWebhookResult',
  description: 'The active webhook, or the reason why it was not resumed.',
  types: () => [ResumeWebhookSuccess, WebhookNotFoundError, WebhookAddressError] as const,
});

@Resolver()
export class ResumeWebhookMutation {
  @Mutation(() => ResumeWebhookResult, {
    description:
      'Makes a paused or disabled webhook active. One that is active and failing is tried at once. GLOBAL_ADMIN, ' +
      'webhooks:write.',
  })
  @Access(webhookAdministrators)
  async resumeWebhook(
    @Arg('input', () => ResumeWebhookInput) { webhookId, heldEvents }: ResumeWebhookInput,
    @Ctx() context: WebhooksContext,
  ): Promise<typeof ResumeWebhookResult> {
    if (!isUuid(webhookId)) return WebhookNotFoundError.of();
    const command = { caller: context.caller, webhookId, heldEvents: heldEvents ?? 'SEND' };
    return present(await resumeWebhook(context, command), context.now);
  }
}

function present(outcome: ResumeWebhookOutcome, now: Date): typeof ResumeWebhookResult {
  switch (outcome.kind) {
    case 'resumed': {
      const { webhook, released } = outcome;
      return objectOf(ResumeWebhookSuccess, { webhook: WebhookType.from(webhook, now), released });
    }
    case 'not-found':
      return WebhookNotFoundError.of();
    case 'address-problem':
      return WebhookAddressError.of(outcome.problem);
  }
}
