import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EventTypeEnum, type EventTypeName, eventTypeName } from '../../../events/api/event-type-enum.type.js';
import type { DisabledReason, WebhookState } from '../../domain/webhook.js';
import type { Webhook } from '../../store/webhook.store.js';
import type { RecentHealth } from '../../store/webhook-health.store.js';
import { WebhookDisabledReasonEnum, WebhookStateEnum } from './webhook-enums.type.js';

@ObjectType('WebhookSecret', { description: 'A secret that signs. It is shown once, when it is made.' })
export class WebhookSecretType {
  @Field(() => String, { description: 'The last four characters.' })
  hint!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null for the newest.' })
  validUntil!: Date | null;
}

@ObjectType('WebhookHealth', { description: 'How the receiver answered in the last 24 hours, and what waits.' })
export class WebhookHealthType {
  @Field(() => Int, { description: 'Accepted requests.' })
  delivered!: number;

  @Field(() => Int)
  failedAttempts!: number;

  @Field(() => Int, { description: 'Events that wait for an attempt or are held, of any age.' })
  waiting!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the oldest of them happened.' })
  oldestWaitingAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first failure since the receiver last accepted an event; null when the last attempt succeeded.',
  })
  failingSince!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The last accepted request, of any age.' })
  lastDeliveredAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Median duration of accepted requests.' })
  medianMilliseconds!: number | null;

  static from(webhook: Webhook, recent: RecentHealth): WebhookHealthType {
    const { delivered, failedAttempts, waiting, oldestWaitingAt, medianMilliseconds } = recent;
    const { failingSince, lastDeliveredAt } = webhook;
    const counted = { delivered, failedAttempts, waiting, oldestWaitingAt, medianMilliseconds };
    return objectOf(WebhookHealthType, { ...counted, failingSince, lastDeliveredAt });
  }
}

@ObjectType('Webhook', {
  description:
    'An address of the organization that events are sent to (Standard Webhooks; docs/webhooks.md). For GLOBAL_ADMIN and ' +
    'machines with webhooks:write.',
})
export class WebhookType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  url!: string;

  @Field(() => String)
  label!: string;

  @Field(() => [EventTypeEnum], { description: 'Empty: every type, also those that come later.' })
  types!: EventTypeName[];

  @Field(() => WebhookStateEnum)
  state!: WebhookState;

  @Field(() => WebhookDisabledReasonEnum, {
    nullable: true,
    description: 'Why the service disabled the webhook; null while ACTIVE or PAUSED.',
  })
  disabledReason!: DisabledReason | null;

  @Field(() => DateTimeScalar)
  stateSince!: Date;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;

  @Field(() => [WebhookSecretType], { description: 'The secrets that sign now, newest first: at most two.' })
  secrets!: WebhookSecretType[];

  row!: Webhook;

  static from(row: Webhook, now: Date): WebhookType {
    const { id, url, label, state, disabledReason, stateSince, createdAt, updatedAt } = row;
    const types = row.types.map(eventTypeName);
    const shown = { id, url, label, types, state, disabledReason, stateSince, createdAt, updatedAt };
    return objectOf(WebhookType, { ...shown, secrets: secretsOf(row, now), row });
  }
}

export const { Connection: WebhookConnection } = connectionOf(() => WebhookType, 'Webhook');

function secretsOf(row: Webhook, now: Date): WebhookSecretType[] {
  const newest = objectOf(WebhookSecretType, {
    hint: row.secretHint,
    createdAt: row.secretCreatedAt,
    validUntil: null,
  });
  const { previousSecretHint: hint, previousSecretCreatedAt: createdAt, previousSecretValidUntil: validUntil } = row;
  if (hint === null || createdAt === null || validUntil === null || validUntil <= now) return [newest];
  return [newest, objectOf(WebhookSecretType, { hint, createdAt, validUntil })];
}
