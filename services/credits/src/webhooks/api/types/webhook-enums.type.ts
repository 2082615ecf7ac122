import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { ADDRESS_PROBLEMS } from '../../domain/address.js';
import { ATTEMPT_CAUSES, ATTEMPT_PROBLEMS, DELIVERY_STATES } from '../../domain/delivery.js';
import { DISABLED_REASONS, WEBHOOK_STATES } from '../../domain/webhook.js';

export const WebhookStateEnum = enumOf(WEBHOOK_STATES);
registerEnumType(WebhookStateEnum, {
  name: 'WebhookState',
  description: 'Whether a webhook gets events. In each state they are stored and can be replayed.',
  valuesConfig: {
    ACTIVE: { description: 'Events are sent as they happen.' },
    PAUSED: { description: 'Paused by an administrator: events are held.' },
    DISABLED: { description: 'Disabled by the service, see disabledReason: events are held.' },
  },
});

export const WebhookDisabledReasonEnum = enumOf(DISABLED_REASONS);
registerEnumType(WebhookDisabledReasonEnum, {
  name: 'WebhookDisabledReason',
  description: 'Why the service disabled a webhook. resumeWebhook makes it active again.',
  valuesConfig: {
    FAILING_FOR_FIVE_DAYS: { description: 'Nothing was accepted for five days, in ten attempts or more.' },
    ANSWERED_GONE: { description: 'The receiver answered 410: it wants no more events.' },
    ADDRESS_NOT_ALLOWED: { description: 'Five times in a row the name led to an address that is not public.' },
  },
});

export const WebhookDeliveryStateEnum = enumOf(DELIVERY_STATES);
registerEnumType(WebhookDeliveryStateEnum, {
  name: 'WebhookDeliveryState',
  description: 'Whether an event reached a webhook.',
  valuesConfig: {
    WAITING: { description: 'To be tried, or tried again, at nextAttemptAt.' },
    DELIVERED: { description: 'The receiver answered with a status from 200 to 299.' },
    HELD: { description: 'The webhook is paused or disabled.' },
    GIVEN_UP: {
      description: 'Rejected for 72 hours, discarded when the webhook was resumed, or a test that failed.',
    },
  },
});

export const WebhookAttemptCauseEnum = enumOf(ATTEMPT_CAUSES);
registerEnumType(WebhookAttemptCauseEnum, { name: 'WebhookAttemptCause', description: 'What led to an attempt.' });

export const WebhookAttemptProblemEnum = enumOf(ATTEMPT_PROBLEMS);
registerEnumType(WebhookAttemptProblemEnum, {
  name: 'WebhookAttemptProblem',
  description: 'Why an attempt did not deliver the event.',
  valuesConfig: {
    NAME_NOT_FOUND: { description: 'The name has no address, or its name servers do not answer.' },
    ADDRESS_NOT_ALLOWED: { description: 'The name leads to an address that is not public.' },
    CONNECTION_FAILED: { description: 'The connection was refused or ended before the end of the answer.' },
    CERTIFICATE_REFUSED: { description: 'The certificate is not valid for the name.' },
    TIMEOUT: { description: 'The answer was not complete after 15 seconds.' },
    ANSWER_TOO_LARGE: { description: 'The answer has more than 64 kB, or more than 16 kB of headers.' },
    REDIRECT: { description: 'The receiver answered with a redirect, which is not followed: update the address.' },
    STATUS: { description: 'The receiver answered with a status other than 200 to 299.' },
  },
});

export const WebhookAddressProblemEnum = enumOf(ADDRESS_PROBLEMS);
registerEnumType(WebhookAddressProblemEnum, {
  name: 'WebhookAddressProblem',
  description: 'Why an address cannot be that of a webhook.',
  valuesConfig: {
    NOT_HTTPS: { description: 'The address is http.' },
    PORT_NOT_ALLOWED: { description: 'A port other than those that the operator allows: 443 by default.' },
    CREDENTIALS_IN_ADDRESS: { description: 'The address has a user name or a password.' },
    NAME_NOT_FOUND: { description: 'The name has no address.' },
    NOT_A_PUBLIC_ADDRESS: { description: 'The name leads to an address that is not public.' },
    OUR_OWN_ADDRESS: { description: 'The address of this API.' },
  },
});

export const HeldEventsEnum = enumOf(['SEND', 'DISCARD'] as const);
registerEnumType(HeldEventsEnum, {
  name: 'HeldEvents',
  description: 'What becomes of the events that were held.',
  valuesConfig: {
    SEND: { description: 'They are sent now, oldest first.' },
    DISCARD: { description: 'They are given up; replayWebhook can still send them.' },
  },
});
