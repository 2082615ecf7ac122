-- Webhooks: addresses of organizations that events are sent to, the deliveries, and their attempts.

CREATE TABLE credits.webhook (
  id uuid CONSTRAINT webhook_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  slot smallint NOT NULL,
  url text COLLATE pg_c_utf8 NOT NULL,
  label text COLLATE pg_c_utf8 NOT NULL,
  -- Names of types; empty: every type.
  types text[] COLLATE pg_c_utf8 NOT NULL,
  state text COLLATE pg_c_utf8 NOT NULL,
  disabled_reason text COLLATE pg_c_utf8,
  state_since timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- Rises with each change of the address or the state: outcomes of requests from before do not count against the new one.
  version integer NOT NULL DEFAULT 1,
  -- Sealed with a key of the service; the hints are their last four characters.
  secret bytea NOT NULL,
  secret_hint text COLLATE pg_c_utf8 NOT NULL,
  secret_created_at timestamptz(3) NOT NULL,
  previous_secret bytea,
  previous_secret_hint text COLLATE pg_c_utf8,
  previous_secret_created_at timestamptz(3),
  previous_secret_valid_until timestamptz(3),
  -- How the receiver answers.
  failures_in_row integer NOT NULL DEFAULT 0,
  failing_since timestamptz(3),
  not_before timestamptz(3),
  last_delivered_at timestamptz(3),
  -- When a delivery is due; null when none waits. A sender has the webhook for the time of the lease.
  due_at timestamptz(3),
  lease uuid,
  leased_until timestamptz(3),
  CONSTRAINT webhook_slot_once UNIQUE (organization_id, slot),
  CONSTRAINT webhook_slot CHECK (slot BETWEEN 1 AND 10),
  CONSTRAINT webhook_state CHECK (state IN ('ACTIVE', 'PAUSED', 'DISABLED')),
  CONSTRAINT webhook_disabled_reason CHECK (
    CASE state WHEN 'DISABLED' THEN disabled_reason IS NOT NULL
      AND disabled_reason IN ('FAILING_FOR_FIVE_DAYS', 'ANSWERED_GONE', 'ADDRESS_NOT_ALLOWED')
    ELSE disabled_reason IS NULL END),
  CONSTRAINT webhook_previous_secret CHECK (
    num_nulls(previous_secret, previous_secret_hint, previous_secret_created_at, previous_secret_valid_until) IN (0, 4)),
  CONSTRAINT webhook_failing CHECK ((failures_in_row > 0) = (failing_since IS NOT NULL)),
  CONSTRAINT webhook_lease CHECK (num_nulls(lease, leased_until) IN (0, 2))
);
CREATE INDEX webhook_due ON credits.webhook (due_at) WHERE state = 'ACTIVE' AND due_at IS NOT NULL;
COMMENT ON TABLE credits.webhook IS
  'Addresses that events of an organization are sent to. A sender leases a webhook and sends some of its deliveries.';
COMMENT ON CONSTRAINT webhook_pk ON credits.webhook IS 'Identifies a webhook.';
COMMENT ON CONSTRAINT webhook_slot_once ON credits.webhook IS 'Together with webhook_slot: an organization has at most ten webhooks.';
COMMENT ON CONSTRAINT webhook_slot ON credits.webhook IS 'Ten slots for the webhooks of an organization.';
COMMENT ON CONSTRAINT webhook_state ON credits.webhook IS 'Paused by people, disabled by the service.';
COMMENT ON CONSTRAINT webhook_disabled_reason ON credits.webhook IS 'A disabled webhook has a reason, the others have none.';
COMMENT ON CONSTRAINT webhook_previous_secret ON credits.webhook IS 'At most two secrets; the one before has an end.';
COMMENT ON CONSTRAINT webhook_failing ON credits.webhook IS 'Failures in a row have a first one.';
COMMENT ON CONSTRAINT webhook_lease ON credits.webhook IS 'A lease has an end, so that a killed sender holds nothing up.';
ALTER TABLE credits.webhook ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY webhook_within_tenant_scope ON credits.webhook USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY webhook_within_tenant_scope ON credits.webhook IS 'Tenant scope: an organization has its own webhooks alone.';

CREATE TABLE credits.webhook_delivery (
  webhook_id uuid NOT NULL,
  event_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  type text COLLATE pg_c_utf8 NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  -- That of the event; 0 for a test, which is not part of the log and has its body here.
  sequence bigint NOT NULL,
  body text COLLATE pg_c_utf8,
  cause text COLLATE pg_c_utf8 NOT NULL,
  -- A column of its own: an index by the expression would not serve the deliveries without it.
  replayed boolean NOT NULL GENERATED ALWAYS AS (cause = 'REPLAY') STORED,
  state text COLLATE pg_c_utf8 NOT NULL,
  -- Sent at once, before and beside the other deliveries of the webhook.
  urgent boolean NOT NULL,
  due_at timestamptz(3),
  failures smallint NOT NULL DEFAULT 0,
  first_tried_at timestamptz(3),
  delivered_at timestamptz(3),
  attempt_count integer NOT NULL DEFAULT 0,
  CONSTRAINT webhook_delivery_pk PRIMARY KEY (webhook_id, event_id),
  CONSTRAINT webhook_delivery_of_webhook FOREIGN KEY (webhook_id) REFERENCES credits.webhook ON DELETE CASCADE,
  CONSTRAINT webhook_delivery_cause CHECK (cause IN ('EVENT', 'REDELIVERY', 'REPLAY', 'TEST')),
  CONSTRAINT webhook_delivery_state CHECK (state IN ('WAITING', 'DELIVERED', 'GIVEN_UP')),
  CONSTRAINT webhook_delivery_due CHECK ((state = 'WAITING') = (due_at IS NOT NULL)),
  CONSTRAINT webhook_delivery_delivered CHECK (state <> 'DELIVERED' OR delivered_at IS NOT NULL),
  CONSTRAINT webhook_delivery_body CHECK ((sequence = 0) = (body IS NOT NULL))
);
CREATE INDEX webhook_delivery_waiting ON credits.webhook_delivery (webhook_id, replayed, due_at, sequence)
  WHERE state = 'WAITING' AND NOT urgent;
CREATE INDEX webhook_delivery_urgent ON credits.webhook_delivery (due_at) WHERE state = 'WAITING' AND urgent;
CREATE INDEX webhook_delivery_newest ON credits.webhook_delivery (webhook_id, occurred_at, event_id);
CREATE INDEX webhook_delivery_by_age ON credits.webhook_delivery USING brin (created_at);
COMMENT ON TABLE credits.webhook_delivery IS
  'An event for a webhook, added in the transaction that numbers the event. A waiting delivery of a webhook that is not active is held.';
COMMENT ON CONSTRAINT webhook_delivery_pk ON credits.webhook_delivery IS 'An event is one delivery of a webhook, also when it is sent again.';
COMMENT ON CONSTRAINT webhook_delivery_of_webhook ON credits.webhook_delivery IS 'Deliveries are deleted with their webhook.';
COMMENT ON CONSTRAINT webhook_delivery_cause ON credits.webhook_delivery IS 'What led to the delivery.';
COMMENT ON CONSTRAINT webhook_delivery_state ON credits.webhook_delivery IS 'Waiting for an attempt, accepted by the receiver, or given up.';
COMMENT ON CONSTRAINT webhook_delivery_due ON credits.webhook_delivery IS 'What waits has an instant at which it is due.';
COMMENT ON CONSTRAINT webhook_delivery_delivered ON credits.webhook_delivery IS 'What was accepted has the instant.';
COMMENT ON CONSTRAINT webhook_delivery_body ON credits.webhook_delivery IS 'The bodies of events are in the log, those of tests here.';
ALTER TABLE credits.webhook_delivery ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY webhook_delivery_within_tenant_scope ON credits.webhook_delivery USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY webhook_delivery_within_tenant_scope ON credits.webhook_delivery IS
  'Tenant scope: an organization has its own deliveries alone.';

CREATE TABLE credits.webhook_attempt (
  webhook_id uuid NOT NULL,
  event_id uuid NOT NULL,
  number integer NOT NULL,
  organization_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  cause text COLLATE pg_c_utf8 NOT NULL,
  status smallint,
  problem text COLLATE pg_c_utf8,
  milliseconds integer NOT NULL,
  answer text COLLATE pg_c_utf8,
  CONSTRAINT webhook_attempt_pk PRIMARY KEY (webhook_id, event_id, number),
  CONSTRAINT webhook_attempt_of_delivery FOREIGN KEY (webhook_id, event_id) REFERENCES credits.webhook_delivery ON DELETE CASCADE,
  CONSTRAINT webhook_attempt_cause CHECK (cause IN ('EVENT', 'RETRY', 'REDELIVERY', 'REPLAY', 'TEST')),
  CONSTRAINT webhook_attempt_problem CHECK (problem IN ('NAME_NOT_FOUND', 'ADDRESS_NOT_ALLOWED', 'CONNECTION_FAILED',
    'CERTIFICATE_REFUSED', 'TIMEOUT', 'ANSWER_TOO_LARGE', 'REDIRECT', 'STATUS')),
  CONSTRAINT webhook_attempt_answer CHECK (length(answer) <= 1024)
);
CREATE INDEX webhook_attempt_by_time ON credits.webhook_attempt (webhook_id, at);
COMMENT ON TABLE credits.webhook_attempt IS 'The requests of a delivery and what came back. Without a problem the event was accepted.';
COMMENT ON CONSTRAINT webhook_attempt_pk ON credits.webhook_attempt IS 'The attempts of a delivery are numbered.';
COMMENT ON CONSTRAINT webhook_attempt_of_delivery ON credits.webhook_attempt IS 'Attempts are deleted with their delivery.';
COMMENT ON CONSTRAINT webhook_attempt_cause ON credits.webhook_attempt IS 'What led to the attempt.';
COMMENT ON CONSTRAINT webhook_attempt_problem ON credits.webhook_attempt IS 'Why the event was not accepted.';
COMMENT ON CONSTRAINT webhook_attempt_answer ON credits.webhook_attempt IS 'Only the beginning of an answer is stored.';
ALTER TABLE credits.webhook_attempt ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY webhook_attempt_within_tenant_scope ON credits.webhook_attempt USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY webhook_attempt_within_tenant_scope ON credits.webhook_attempt IS
  'Tenant scope: an organization has its own attempts alone.';
