-- Calendar: secret addresses of the calendars of users.

CREATE TABLE credits.calendar_feed (
  id uuid DEFAULT gen_random_uuid() CONSTRAINT calendar_feed_pk PRIMARY KEY,
  user_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  -- SHA-256 of the secret, which has 256 random bits.
  secret_hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_read_at timestamptz(3),
  CONSTRAINT calendar_feed_of_user UNIQUE (user_id)
);
COMMENT ON TABLE credits.calendar_feed IS
  'Calendars of users: an address that calendar applications read without a sign-in. A new address replaces the row.';
COMMENT ON CONSTRAINT calendar_feed_pk ON credits.calendar_feed IS
  'Identifies a calendar in its address. Random, so that it says nothing about the time or the user.';
COMMENT ON CONSTRAINT calendar_feed_of_user ON credits.calendar_feed IS 'A user has one address; a new one ends the one before.';
ALTER TABLE credits.calendar_feed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_feed_within_tenant_scope ON credits.calendar_feed USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY calendar_feed_within_tenant_scope ON credits.calendar_feed IS
  'Tenant scope: calendars stay within the organization of their user.';
