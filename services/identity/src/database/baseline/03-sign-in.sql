-- Sign-in: which user a token belongs to, and why a known person cannot be recognized.

CREATE TABLE identity.directory_mismatch (
  user_id uuid CONSTRAINT directory_mismatch_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  -- The id that is not the one of the account: of the token at a sign-in, else of the directory.
  other_id text COLLATE pg_c_utf8 NOT NULL,
  found_by text NOT NULL,
  found_at timestamptz(3) NOT NULL,
  CONSTRAINT directory_mismatch_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE,
  CONSTRAINT directory_mismatch_found_by CHECK (found_by IN ('SIGN_IN', 'DIRECTORY'))
);
COMMENT ON TABLE identity.directory_mismatch IS
  'Accounts that the directory knows under another id than the one with which the person signs in: externalId is mapped wrongly.';
COMMENT ON CONSTRAINT directory_mismatch_pk ON identity.directory_mismatch IS
  'A user has one mismatch, the one found last.';
COMMENT ON CONSTRAINT directory_mismatch_user ON identity.directory_mismatch IS 'A mismatch goes with its user.';
COMMENT ON CONSTRAINT directory_mismatch_found_by ON identity.directory_mismatch IS
  'Which of the two ids is the one of the account follows from where the mismatch was found.';
ALTER TABLE identity.directory_mismatch ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_mismatch_tenant_scope ON identity.directory_mismatch USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY directory_mismatch_tenant_scope ON identity.directory_mismatch IS
  'Tenant scope: ids of an organization’s people stay within it.';
