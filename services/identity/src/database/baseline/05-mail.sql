-- Mail: what is to be sent to users, and what they do not want.

CREATE TABLE identity.mail_message (
  id uuid DEFAULT uuidv7() CONSTRAINT mail_message_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'WAITING',
  -- Subject, paragraphs and action; null from the moment the message is settled, because it may name people.
  content jsonb,
  created_at timestamptz(3) NOT NULL,
  -- After this instant it is not sent any more.
  not_after timestamptz(3) NOT NULL,
  -- The next attempt; null for a settled message.
  due_at timestamptz(3),
  failures integer NOT NULL DEFAULT 0,
  failing_since timestamptz(3),
  -- The sender that holds the message, until the lease ends.
  lease uuid,
  leased_until timestamptz(3),
  -- The address of the last attempt: "stop" in an invitation means this address, whatever it was corrected to.
  address_digest bytea,
  settled_at timestamptz(3),
  problem text,
  CONSTRAINT mail_message_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
  CONSTRAINT mail_message_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE,
  CONSTRAINT mail_message_kind CHECK (kind IN ('INVITATION', 'LEAVER', 'RENEWAL', 'NEXT_ASSOCIATION')),
  CONSTRAINT mail_message_state CHECK (state IN ('WAITING', 'SENT', 'FAILED', 'CANCELED')),
  CONSTRAINT mail_message_waits CHECK (
    (state = 'WAITING') = (content IS NOT NULL) AND (state = 'WAITING') = (due_at IS NOT NULL)
    AND (state = 'WAITING') = (settled_at IS NULL)),
  CONSTRAINT mail_message_problem CHECK (CASE state
    WHEN 'FAILED' THEN coalesce(problem IN ('REJECTED', 'DEFERRED', 'UNREACHABLE'), false)
    WHEN 'CANCELED' THEN coalesce(problem IN ('NO_RECIPIENT', 'STOPPED', 'SUPERSEDED', 'EXPIRED'), false)
    ELSE problem IS NULL END)
);
-- What a sender looks for, and the metrics.
CREATE INDEX mail_message_due ON identity.mail_message (due_at, id) WHERE state = 'WAITING';
-- The invitations of a user, newest first.
CREATE INDEX mail_message_of_user ON identity.mail_message (user_id, kind, created_at DESC, id DESC);
CREATE INDEX mail_message_settled ON identity.mail_message (settled_at) WHERE state <> 'WAITING';
COMMENT ON TABLE identity.mail_message IS
  'The outbox: a message is written in the transaction of its cause, and sent to the address that the user then has.';
COMMENT ON CONSTRAINT mail_message_pk ON identity.mail_message IS
  'A message has one Message-ID. A reminder that is published twice has one id and is sent once.';
COMMENT ON CONSTRAINT mail_message_organization ON identity.mail_message IS
  'A message comes from an organization that exists.';
COMMENT ON CONSTRAINT mail_message_user ON identity.mail_message IS 'A message goes to a user, and with the user.';
COMMENT ON CONSTRAINT mail_message_kind ON identity.mail_message IS 'Only kinds of mail that have a text and recipients.';
COMMENT ON CONSTRAINT mail_message_state ON identity.mail_message IS 'Only the states that senders know.';
COMMENT ON CONSTRAINT mail_message_waits ON identity.mail_message IS
  'A message that waits has its content and its next attempt; a settled one keeps no text.';
COMMENT ON CONSTRAINT mail_message_problem ON identity.mail_message IS
  'A message that was not sent says why.';
ALTER TABLE identity.mail_message ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_message_tenant_scope ON identity.mail_message USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY mail_message_tenant_scope ON identity.mail_message IS
  'Tenant scope: mail to users stays within their organization.';

CREATE TABLE identity.mail_opt_out (
  user_id uuid NOT NULL,
  kind text NOT NULL,
  organization_id uuid NOT NULL,
  since timestamptz(3) NOT NULL,
  CONSTRAINT mail_opt_out_pk PRIMARY KEY (user_id, kind),
  CONSTRAINT mail_opt_out_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE,
  CONSTRAINT mail_opt_out_kind CHECK (kind IN ('LEAVER', 'RENEWAL', 'NEXT_ASSOCIATION'))
);
COMMENT ON TABLE identity.mail_opt_out IS 'The kinds of mail that a user does not want.';
COMMENT ON CONSTRAINT mail_opt_out_pk ON identity.mail_opt_out IS 'A user stops a kind once.';
COMMENT ON CONSTRAINT mail_opt_out_user ON identity.mail_opt_out IS 'A choice goes with its user.';
COMMENT ON CONSTRAINT mail_opt_out_kind ON identity.mail_opt_out IS
  'Only kinds that users choose; invitations are stopped by address.';
ALTER TABLE identity.mail_opt_out ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_opt_out_tenant_scope ON identity.mail_opt_out USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY mail_opt_out_tenant_scope ON identity.mail_opt_out IS
  'Tenant scope: choices of users stay within their organization.';

CREATE TABLE identity.stopped_invitation (
  organization_id uuid NOT NULL,
  address_digest bytea NOT NULL,
  since timestamptz(3) NOT NULL,
  CONSTRAINT stopped_invitation_pk PRIMARY KEY (organization_id, address_digest),
  CONSTRAINT stopped_invitation_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id)
);
COMMENT ON TABLE identity.stopped_invitation IS
  'Addresses whose holders want no invitations of an organization, as SHA-256 of the address without case.';
COMMENT ON CONSTRAINT stopped_invitation_pk ON identity.stopped_invitation IS
  'An address stops the invitations of an organization once.';
COMMENT ON CONSTRAINT stopped_invitation_organization ON identity.stopped_invitation IS
  'Invitations of an organization that exists are stopped.';
ALTER TABLE identity.stopped_invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY stopped_invitation_tenant_scope ON identity.stopped_invitation USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY stopped_invitation_tenant_scope ON identity.stopped_invitation IS
  'Tenant scope: who stopped invitations stays within the organization.';

CREATE TABLE identity.leaver_digest_entry (
  user_id uuid NOT NULL,
  leaving_since timestamptz(3) NOT NULL,
  organization_id uuid NOT NULL,
  digest_at timestamptz(3) NOT NULL,
  CONSTRAINT leaver_digest_entry_pk PRIMARY KEY (user_id, leaving_since),
  CONSTRAINT leaver_digest_entry_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE
);
CREATE INDEX leaver_digest_entry_newest ON identity.leaver_digest_entry (organization_id, digest_at DESC);
COMMENT ON TABLE identity.leaver_digest_entry IS 'Offboardings that administrators had in a digest.';
COMMENT ON CONSTRAINT leaver_digest_entry_pk ON identity.leaver_digest_entry IS
  'An offboarding is in one digest; another signal is another offboarding.';
COMMENT ON CONSTRAINT leaver_digest_entry_user ON identity.leaver_digest_entry IS 'An entry goes with its user.';
ALTER TABLE identity.leaver_digest_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY leaver_digest_entry_tenant_scope ON identity.leaver_digest_entry USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY leaver_digest_entry_tenant_scope ON identity.leaver_digest_entry IS
  'Tenant scope: leavers stay within their organization.';
