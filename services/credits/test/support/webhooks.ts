import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import { machine, type TestCredits } from './credits.js';

export type ShownWebhook = {
  id: string;
  url: string;
  label: string;
  types: string[];
  state: string;
  disabledReason: string | null;
  secrets: { hint: string; createdAt: string; validUntil: string | null }[];
  health: {
    delivered: number;
    failedAttempts: number;
    waiting: number;
    oldestWaitingAt: string | null;
    failingSince: string | null;
    lastDeliveredAt: string | null;
    medianMilliseconds: number | null;
  };
};
export type ShownDelivery = {
  event: { id: string; type: string; sequence: number; subject: string; subjectVersion: number; body: string };
  state: string;
  deliveredAt: string | null;
  nextAttemptAt: string | null;
  attemptCount: number;
  attempts: {
    at: string;
    cause: string;
    status: number | null;
    problem: string | null;
    milliseconds: number;
    answer: string | null;
  }[];
};
export type Result = { __typename: string; message?: string } & Record<string, unknown>;

const WEBHOOK = `id url label types state disabledReason stateSince createdAt updatedAt
  secrets { hint createdAt validUntil }
  health { delivered failedAttempts waiting oldestWaitingAt failingSince lastDeliveredAt medianMilliseconds }`;
const DELIVERY = `event { id type occurredAt sequence subject subjectVersion body } state deliveredAt nextAttemptAt
  attemptCount attempts { at cause status problem milliseconds answer }`;
const ERRORS = {
  WebhookAddressError: 'problem',
  TooManyWebhooksError: 'limit',
  InvalidWebhookInputError: 'field',
  EventNotKeptError: 'keptSince',
} as const;

/** The mutations of webhooks: their inputs, and what their successes have. */
const MUTATIONS = {
  registerWebhook: `webhook { ${WEBHOOK} } secret`,
  updateWebhook: `webhook { ${WEBHOOK} }`,
  pauseWebhook: `webhook { ${WEBHOOK} }`,
  resumeWebhook: `webhook { ${WEBHOOK} } released`,
  rotateWebhookSecret: `webhook { ${WEBHOOK} } secret`,
  sendTestEvent: `delivery { ${DELIVERY} }`,
  redeliverEvent: `delivery { ${DELIVERY} }`,
  replayWebhook: `webhook { ${WEBHOOK} } events`,
  deleteWebhook: 'webhookId',
} as const;
export type WebhookMutation = keyof typeof MUTATIONS;
export const WEBHOOK_MUTATIONS = Object.keys(MUTATIONS) as WebhookMutation[];

/** The API of webhooks as one caller uses it. */
export function webhooksAs(credits: TestCredits, caller: Caller) {
  const execute = async <Data>(query: string, variables: object): Promise<GraphqlAnswer<Data>> =>
    (await credits.as(caller)).execute<Data>(query, { ...variables });

  const answerOf = (name: WebhookMutation, input: object): Promise<GraphqlAnswer<{ result: Result }>> => {
    const Name = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const errors = RESULTS[name].map((error) => `... on ${error} { ${ERRORS[error]} }`);
    return execute(
      `mutation ($input: ${Name}Input!) { result: ${name}(input: $input) { __typename
        ... on ${Name}Success { ${MUTATIONS[name]} } ... on UserError { message } ${errors.join(' ')} } }`,
      { input },
    );
  };
  const mutate = async <Success = Result>(name: WebhookMutation, input: object): Promise<Success & Result> =>
    expectNoErrors(await answerOf(name, input)).result as Success & Result;

  const webhook = async (id: string): Promise<ShownWebhook | null> =>
    expectNoErrors(
      await execute<{ webhook: ShownWebhook | null }>(`query ($id: ID!) { webhook(id: $id) { ${WEBHOOK} } }`, { id }),
    ).webhook;

  return {
    answerOf,
    mutate,
    webhook,
    async state(id: string): Promise<string | undefined> {
      return (await webhook(id))?.state;
    },
    /** The deliveries of a webhook, oldest first. */
    async deliveries(id: string, filter: object = {}): Promise<ShownDelivery[]> {
      const answer = await execute<{ webhook: { deliveries: { nodes: ShownDelivery[]; totalCount: number } } }>(
        `query ($id: ID!, $filter: WebhookDeliveryFilter) { webhook(id: $id) {
          deliveries(first: 100, filter: $filter) { nodes { ${DELIVERY} } totalCount } } }`,
        { id, filter },
      );
      const { nodes, totalCount } = expectNoErrors(answer).webhook.deliveries;
      expect(totalCount).toBeGreaterThanOrEqual(nodes.length);
      return nodes.toReversed();
    },
    async delivery(id: string, eventId: string): Promise<ShownDelivery | null> {
      const answer = await execute<{ webhook: { delivery: ShownDelivery | null } }>(
        `query ($id: ID!, $eventId: ID!) { webhook(id: $id) { delivery(eventId: $eventId) { ${DELIVERY} } } }`,
        { id, eventId },
      );
      return expectNoErrors(answer).webhook.delivery;
    },
    async register(
      organizationId: string,
      url: string,
      input: object = {},
    ): Promise<{ id: string; secret: string; webhook: ShownWebhook }> {
      const given = { organizationId, url, label: 'Learning portal', ...input };
      const result = await mutate<{ webhook: ShownWebhook; secret: string }>('registerWebhook', given);
      if (result.__typename !== 'RegisterWebhookSuccess') throw new Error(JSON.stringify(result));
      return { id: result.webhook.id, secret: result.secret, webhook: result.webhook };
    },
  };
}

/** The errors of each mutation. */
const RESULTS: Record<WebhookMutation, readonly (keyof typeof ERRORS)[]> = {
  registerWebhook: ['WebhookAddressError', 'TooManyWebhooksError', 'InvalidWebhookInputError'],
  updateWebhook: ['WebhookAddressError', 'InvalidWebhookInputError'],
  pauseWebhook: [],
  resumeWebhook: ['WebhookAddressError'],
  rotateWebhookSecret: ['InvalidWebhookInputError'],
  sendTestEvent: [],
  redeliverEvent: ['EventNotKeptError'],
  replayWebhook: ['EventNotKeptError'],
  deleteWebhook: [],
};

/** A program of the organization that manages its webhooks. */
export function webhookProgram(organizationId: string): Caller {
  return machine(organizationId, 'webhooks:write');
}
