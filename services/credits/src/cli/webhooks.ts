import { PARTNER_EVENTS } from '@app/events/partner/partner-events';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { type CommandFailed, notFound, rejected, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { idOf, instantOf, instantText, tableOf } from '@app/subgraph-kit/commands/command-text';
import { EXIT_CODE } from '@app/subgraph-kit/commands/exit-code';
import { development } from '@app/subgraph-kit/settings/development';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { webhookCommandEnvironment } from '../environment.js';
import { keptSince } from '../events/domain/retention.js';
import { replayWebhook } from '../webhooks/application/replay-webhook.js';
import { resumeWebhook } from '../webhooks/application/resume-webhook.js';
import { sendTestEvent } from '../webhooks/application/send-test-event.js';
import { type WebhookDependencies, webhookServices } from '../webhooks/application/webhook-services.js';
import { ADDRESS_REMEDIES } from '../webhooks/domain/address.js';
import { MOST_WEBHOOKS } from '../webhooks/domain/webhook.js';
import { findDeliveries, listAttempts } from '../webhooks/store/delivery-list.store.js';
import type { Webhook } from '../webhooks/store/webhook.store.js';
import { healthOfWebhooks } from '../webhooks/store/webhook-health.store.js';
import { listWebhooks as list } from '../webhooks/store/webhook-list.store.js';
import { assertOrganization, type CreditsAccess, withCredits } from './with-credits.js';

/** Lists the webhooks of an organization with what waits for them. */
export async function listWebhooks(organization: string, run: CommandRun): Promise<CommandResult> {
  const organizationId = idOf(organization, '<organization>');
  return withCredits(run, async (access) => {
    await assertOrganization(access, organizationId);
    const page = { states: null, limit: MOST_WEBHOOKS, after: null };
    const webhooks = await list(access.reads, [organizationId], page);
    const dayAgo = new Date(access.deps.clock.now().getTime() - DAY);
    const health = await healthOfWebhooks(
      access.reads,
      webhooks.map(({ id }) => id),
      dayAgo,
    );
    const listed = webhooks.map((webhook) => {
      const recent = health.find(({ webhookId }) => webhookId === webhook.id);
      return { ...webhook, waiting: recent?.waiting ?? 0, oldestWaitingAt: recent?.oldestWaitingAt ?? null };
    });
    const rows = listed.map((webhook) => [
      ...[webhook.id, webhook.label, stateText(webhook), String(webhook.waiting)],
      ...[instantText(webhook.lastDeliveredAt), instantText(webhook.failingSince), webhook.url],
    ]);
    const text = rows.length === 0 ? ['The organization has no webhooks.'] : tableOf([HEADER, ...rows]);
    return { text, data: { webhooks: listed } };
  });
}

const DAY = 24 * 3_600_000;
const HEADER = ['webhook', 'label', 'state', 'waiting', 'last delivered', 'failing since', 'address'];

function stateText({ state, disabledReason }: Webhook): string {
  return disabledReason === null ? state : `${state} (${disabledReason})`;
}

/** Sends a test at once and shows what came back. The jobs of credits send it. */
export async function testWebhook(webhook: string, typeName: string, run: CommandRun): Promise<CommandResult> {
  const webhookId = idOf(webhook, '<webhook>');
  const type = PARTNER_EVENTS.find((contract) => contract.type === typeName)?.type;
  if (type === undefined)
    throw wrongCall('--type: there is no such type.', `One of ${PARTNER_EVENTS.map((one) => one.type).join(', ')}.`);
  return withWebhooks(run, async ({ deps, reads, caller }) => {
    const outcome = await sendTestEvent(deps, { caller, webhookId, type });
    if (outcome.kind === 'not-found') throw noWebhook();
    if (outcome.kind === 'too-many') {
      const again = `Try again in ${outcome.retryAfterSeconds} s.`;
      throw rejected('RATE_LIMITED', 'A webhook can be tested ten times a minute.', again);
    }
    const [delivery] = await findDeliveries(reads, [outcome], keptSince(deps.clock.now()));
    const [attempt = null] = await listAttempts(reads, [outcome], 1);
    const state = delivery?.state ?? 'WAITING';
    const answer = attempt === null ? 'No attempt yet: the receiver is slow, or no sender runs.' : textOf(attempt);
    return {
      text: [`${state}. ${answer}`],
      data: { webhookId, state, attempt },
      exitCode: state === 'DELIVERED' ? EXIT_CODE.done : EXIT_CODE.failed,
    };
  });
}

function textOf({
  status,
  problem,
  milliseconds,
}: {
  status: number | null;
  problem: string | null;
  milliseconds: number;
}): string {
  const answered = status === null ? 'There was no answer' : `The receiver answered ${status}`;
  return `${answered} after ${milliseconds} ms${problem === null ? '' : ` (${problem})`}.`;
}

/** The span of a replay as the options state it. */
export type ReplaySpan = {
  readonly since: string;
  readonly until: string | undefined;
  readonly undeliveredOnly: boolean;
};

/** Sends what entered the event log in a span of time again, oldest first. */
export async function replayEvents(webhook: string, span: ReplaySpan, run: CommandRun): Promise<CommandResult> {
  const webhookId = idOf(webhook, '<webhook>');
  const since = instantOf(span.since, '--since');
  const until = span.until === undefined ? null : instantOf(span.until, '--until');
  return withWebhooks(run, async ({ deps, caller }) => {
    const { undeliveredOnly } = span;
    const command = { caller, webhookId, since, until, types: [], undeliveredOnly, idempotencyKey: null };
    const outcome = await replayWebhook(deps, command);
    switch (outcome.kind) {
      case 'replayed':
        return {
          text: [
            `${outcome.events} events are sent again${outcome.webhook.state === 'ACTIVE' ? '' : ' once the webhook is resumed'}.`,
          ],
          data: { webhookId, events: outcome.events, state: outcome.webhook.state },
        };
      case 'not-found':
        throw noWebhook();
      case 'not-kept':
        throw rejected(
          'NOT_KEPT',
          'Events are kept for 30 days.',
          `--since ${instantText(new Date(outcome.keptSince))} or later.`,
        );
    }
  });
}

/** Makes a paused or disabled webhook active. */
export async function resumeDeliveries(webhook: string, discard: boolean, run: CommandRun): Promise<CommandResult> {
  const webhookId = idOf(webhook, '<webhook>');
  return withWebhooks(run, async ({ deps, caller }) => {
    const outcome = await resumeWebhook(deps, { caller, webhookId, heldEvents: discard ? 'DISCARD' : 'SEND' });
    switch (outcome.kind) {
      case 'resumed': {
        const { released, webhook: resumed } = outcome;
        return {
          text: [`The webhook is active; ${released} events are sent now.`],
          data: { webhookId, state: resumed.state, released },
        };
      }
      case 'not-found':
        throw noWebhook();
      case 'address-problem':
        throw rejected(
          outcome.problem,
          'The address of the webhook is not allowed.',
          ADDRESS_REMEDIES[outcome.problem],
        );
    }
  });
}

function noWebhook(): CommandFailed {
  return notFound('There is no webhook with this id.', 'skill-link webhooks list <organization> lists them.');
}

async function withWebhooks<T>(
  run: CommandRun,
  work: (access: CreditsAccess & { readonly deps: WebhookDependencies }) => Promise<T>,
): Promise<T> {
  const settings = readEnvironment(webhookCommandEnvironment, run.environment);
  const webhooks = webhookServices({
    production: settings.NODE_ENV === 'production',
    publicUrl: settings.PUBLIC_URL ?? development.publicUrl,
    webhookPorts: settings.WEBHOOK_PORTS,
    webhookNetworks: settings.WEBHOOK_NETWORKS,
    eventSigningSecret: settings.EVENT_SIGNING_SECRET,
  });
  return withCredits(run, (access) => work({ ...access, deps: { ...access.deps, webhooks } }));
}
