-- Renewals: reminders of achievements that expire. Identity sends the mail.

CREATE TABLE credits.renewal_progress (
  single boolean DEFAULT true CONSTRAINT renewal_progress_pk PRIMARY KEY CONSTRAINT renewal_progress_single_row CHECK (single),
  decided_through date NOT NULL
);
COMMENT ON TABLE credits.renewal_progress IS
  'The last day whose reminders were decided (R37). Days before the first run are never decided, so that an old database sends no flood of mail.';
COMMENT ON CONSTRAINT renewal_progress_pk ON credits.renewal_progress IS 'There is one last day.';
COMMENT ON CONSTRAINT renewal_progress_single_row ON credits.renewal_progress IS
  'The key has one value, so a second row is impossible.';

CREATE TABLE credits.renewal_reminder (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  expires_on date NOT NULL,
  days_before integer NOT NULL,
  -- The day on which it was published, or found to be pointless; null while it waits.
  published_on date,
  CONSTRAINT renewal_reminder_pk PRIMARY KEY (user_id, achievement_id, expires_on, days_before),
  CONSTRAINT renewal_reminder_days CHECK (days_before IN (180, 90, 60, 30))
);
CREATE INDEX renewal_reminder_waiting ON credits.renewal_reminder (user_id) WHERE published_on IS NULL;
CREATE INDEX renewal_reminder_by_expiry ON credits.renewal_reminder (expires_on);
COMMENT ON TABLE credits.renewal_reminder IS 'Reminders that were decided, until the expiry is over.';
COMMENT ON CONSTRAINT renewal_reminder_pk ON credits.renewal_reminder IS
  'A user is reminded of an expiry once at each of its days. A renewal moves the expiry, which begins again.';
COMMENT ON CONSTRAINT renewal_reminder_days ON credits.renewal_reminder IS 'Only days that have a reminder.';
ALTER TABLE credits.renewal_reminder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY renewal_reminder_within_tenant_scope ON credits.renewal_reminder USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY renewal_reminder_within_tenant_scope ON credits.renewal_reminder IS
  'Tenant scope: reminders of users stay within their organization.';
