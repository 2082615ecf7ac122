-- Credits: achievements that an organization may count.

CREATE TABLE credits.credit (
  id uuid DEFAULT uuidv7() CONSTRAINT credit_pk PRIMARY KEY,
  achievement_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  association_id uuid NOT NULL,
  user_id uuid NOT NULL,
  person_ref text COLLATE pg_c_utf8 NOT NULL,
  -- Credential, day and expiry repeat the achievement's: every order of the list has an index that begins with the
  -- organization.
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  achieved_at timestamptz(3) NOT NULL,
  expires_on date,
  associated_at timestamptz(3) NOT NULL,
  expected_by timestamptz(3) NOT NULL,
  -- When the credit was counted; null while pending.
  counted_at timestamptz(3),
  CONSTRAINT credit_once UNIQUE (achievement_id, organization_id),
  CONSTRAINT credit_achievement FOREIGN KEY (achievement_id) REFERENCES credits.achievement (id) ON DELETE CASCADE,
  CONSTRAINT credit_association FOREIGN KEY (association_id) REFERENCES credits.association (id),
  CONSTRAINT credit_person FOREIGN KEY (organization_id, user_id) REFERENCES credits.person (organization_id, user_id),
  CONSTRAINT credit_expected_by CHECK (expected_by >= greatest(achieved_at, associated_at))
);
CREATE INDEX credit_by_achieved_at ON credits.credit (organization_id, achieved_at, id);
CREATE INDEX credit_by_expires_on ON credits.credit (organization_id, coalesce(expires_on, 'infinity'), id);
CREATE INDEX credit_by_credential ON credits.credit (organization_id, credential_code, id);
CREATE INDEX credit_by_person_ref ON credits.credit (organization_id, person_ref, id);
CREATE INDEX credit_of_user_by_achieved_at ON credits.credit (user_id, achieved_at, id);
CREATE INDEX credit_by_association ON credits.credit (association_id);
-- Pending credits are few: these two stay small.
CREATE INDEX credit_not_counted_yet ON credits.credit (association_id) WHERE counted_at IS NULL;
CREATE INDEX credit_waiting ON credits.credit (expected_by, organization_id) WHERE counted_at IS NULL;
COMMENT ON TABLE credits.credit IS
  'An achievement that an organization may count through an association, and the deadline of the promise (R16, R17).';
COMMENT ON CONSTRAINT credit_pk ON credits.credit IS 'Identifies a credit in the API.';
COMMENT ON CONSTRAINT credit_once ON credits.credit IS 'An organization counts an achievement once.';
COMMENT ON CONSTRAINT credit_achievement ON credits.credit IS 'A credit goes with its achievement.';
COMMENT ON CONSTRAINT credit_association ON credits.credit IS 'There is no credit without an association (R18).';
COMMENT ON CONSTRAINT credit_person ON credits.credit IS 'A credit names its person by a reference of the organization.';
COMMENT ON CONSTRAINT credit_expected_by ON credits.credit IS
  'The promise begins with the later of achievement and association (R16).';
ALTER TABLE credits.credit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY credit_within_tenant_scope ON credits.credit USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY credit_within_tenant_scope ON credits.credit IS
  'Tenant scope: an organization sees its own credits alone, of people who moved too (R11).';

CREATE TABLE credits.published_credits (
  organization_id uuid NOT NULL,
  person_ref text COLLATE pg_c_utf8 NOT NULL,
  -- The version of the last event about the person.
  version bigint NOT NULL,
  credit_ids uuid[] NOT NULL,
  credential_codes text[] COLLATE pg_c_utf8 NOT NULL,
  -- When a credit starts or stops counting by itself, such as the day after its expiry; null: never.
  due_at timestamptz(3),
  CONSTRAINT published_credits_pk PRIMARY KEY (organization_id, person_ref),
  CONSTRAINT published_credits_person FOREIGN KEY (organization_id, person_ref)
    REFERENCES credits.person (organization_id, ref) ON DELETE CASCADE,
  CONSTRAINT published_credits_codes CHECK (cardinality(credit_ids) = cardinality(credential_codes))
);
CREATE INDEX published_credits_due ON credits.published_credits (due_at) WHERE due_at IS NOT NULL;
COMMENT ON TABLE credits.published_credits IS
  'The credits of a person that events have published as counting. The next event has the difference.';
COMMENT ON CONSTRAINT published_credits_pk ON credits.published_credits IS 'A person of an organization has one published state.';
COMMENT ON CONSTRAINT published_credits_person ON credits.published_credits IS
  'The published state goes with the reference of the person.';
COMMENT ON CONSTRAINT published_credits_codes ON credits.published_credits IS
  'Each credit has its credential, also after the credit is gone.';
ALTER TABLE credits.published_credits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY published_credits_within_tenant_scope ON credits.published_credits USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY published_credits_within_tenant_scope ON credits.published_credits IS
  'Tenant scope: an organization sees the published credits of its own people alone.';
