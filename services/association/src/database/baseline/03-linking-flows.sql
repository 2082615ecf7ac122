-- Linking: flows through the sign-in at a learning source, the proofs they end in, and profiles that a limit rejected.

CREATE TABLE association.flow (
  id uuid DEFAULT uuidv7() CONSTRAINT flow_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  source text NOT NULL,
  return_to text NOT NULL,
  status text NOT NULL,
  problem text,
  -- The program and the request that began the flow: what happens in the browser afterwards is recorded with them.
  client text,
  request_id text NOT NULL DEFAULT 'unknown',
  begun_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  opened_at timestamptz(3),
  -- The end of an exchange of the provider's code. A later look finds that its process is gone.
  exchange_until timestamptz(3),
  -- Hashes: the service only recognizes these secrets.
  cookie_hash text,
  state_hash text CONSTRAINT flow_state UNIQUE,
  code_hash text,
  -- Encrypted: the service needs these values again.
  sealed_secrets text,
  sealed_account_name text,
  wrong_codes integer NOT NULL DEFAULT 0,
  -- The activity has the entry that the flow expired.
  expiry_recorded boolean NOT NULL DEFAULT false,
  -- The outcome of the confirmation, for a repeated confirmation.
  answer jsonb,
  CONSTRAINT flow_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT flow_status CHECK (status IN ('BEGUN', 'OPENED', 'EXCHANGING', 'PROVEN', 'CONFIRMED', 'FAILED', 'DEAD')),
  CONSTRAINT flow_problem CHECK ((problem IS NOT NULL) = (status = 'FAILED')),
  CONSTRAINT flow_proven_has_code CHECK (status NOT IN ('PROVEN', 'CONFIRMED') OR code_hash IS NOT NULL),
  CONSTRAINT flow_confirmed_has_answer CHECK ((status = 'CONFIRMED') = (answer IS NOT NULL)),
  CONSTRAINT flow_account_while_proven CHECK (sealed_account_name IS NULL OR status = 'PROVEN')
);
CREATE INDEX flow_by_user ON association.flow (user_id, begun_at);
CREATE INDEX flow_by_browser ON association.flow (cookie_hash) WHERE cookie_hash IS NOT NULL;
CREATE INDEX flow_expiring ON association.flow (expires_at)
  WHERE status IN ('BEGUN', 'OPENED', 'EXCHANGING', 'PROVEN') AND NOT expiry_recorded;
CREATE INDEX flow_with_account ON association.flow (expires_at) WHERE sealed_account_name IS NOT NULL;

COMMENT ON TABLE association.flow IS
  'One way of a user through the sign-in at a learning source (R3, R14). Cookie, state and completion code are hashed; secrets and the account name are encrypted, and erased when the flow is over.';
COMMENT ON CONSTRAINT flow_pk ON association.flow IS 'A flow has one id, which its addresses carry.';
COMMENT ON CONSTRAINT flow_state ON association.flow IS 'A state of OpenID Connect belongs to one flow.';
COMMENT ON CONSTRAINT flow_source ON association.flow IS 'The two learning sources (R15).';
COMMENT ON CONSTRAINT flow_status ON association.flow IS 'CONFIRMED, FAILED and DEAD are final.';
COMMENT ON CONSTRAINT flow_problem ON association.flow IS 'A failed sign-in has a problem that the user is told (R6), and no other flow has one.';
COMMENT ON CONSTRAINT flow_proven_has_code ON association.flow IS
  'Without a completion code another browser could confirm a proven flow (R4).';
COMMENT ON CONSTRAINT flow_confirmed_has_answer ON association.flow IS
  'A repeated confirmation gets the first answer again (R12).';
COMMENT ON CONSTRAINT flow_account_while_proven ON association.flow IS
  'The account name is personal data for the decision of its owner, and cannot outlive it.';

ALTER TABLE association.flow ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY flow_tenant_scope ON association.flow USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY flow_tenant_scope ON association.flow IS 'Tenant scope: a flow is visible within its organization.';

CREATE FUNCTION association.erase_account_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sealed_account_name := NULL;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION association.erase_account_name() IS 'Erases the account name of a flow that is no longer proven.';
CREATE TRIGGER flow_erases_account_name BEFORE UPDATE OF status ON association.flow
  FOR EACH ROW WHEN (NEW.status <> 'PROVEN' AND NEW.sealed_account_name IS NOT NULL)
  EXECUTE FUNCTION association.erase_account_name();
COMMENT ON TRIGGER flow_erases_account_name ON association.flow IS
  'An UPDATE that ends a flow cannot forget to erase the account name.';

CREATE TABLE association.proof (
  flow_id uuid CONSTRAINT proof_pk PRIMARY KEY CONSTRAINT proof_flow REFERENCES association.flow (id),
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  source text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  profile_id text NOT NULL,
  proved_at timestamptz(3) NOT NULL,
  consumed_at timestamptz(3),
  association_id uuid CONSTRAINT proof_association REFERENCES association.association (id),
  CONSTRAINT proof_consumed_for_association CHECK ((consumed_at IS NULL) = (association_id IS NULL))
);
CREATE INDEX proof_of_association ON association.proof (association_id);
REVOKE DELETE, TRUNCATE ON association.proof FROM association_app;

COMMENT ON TABLE association.proof IS
  'Evidence of the sign-in that proved a profile: issuer, subject and profile id of a flow (R3, R4).';
COMMENT ON CONSTRAINT proof_pk ON association.proof IS 'A flow proves one profile, once.';
COMMENT ON CONSTRAINT proof_flow ON association.proof IS 'A proof belongs to the flow that it was made in.';
COMMENT ON CONSTRAINT proof_association ON association.proof IS 'A proof is consumed for an association that exists.';
COMMENT ON CONSTRAINT proof_consumed_for_association ON association.proof IS
  'A proof is consumed together with the association that it allows, in one transaction.';

ALTER TABLE association.proof ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY proof_tenant_scope ON association.proof USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY proof_tenant_scope ON association.proof IS 'Tenant scope: a proof is visible within its organization.';

CREATE FUNCTION association.reject_rewriting_of_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.consumed_at IS NULL
    AND (NEW.flow_id, NEW.organization_id, NEW.user_id, NEW.source, NEW.issuer, NEW.subject, NEW.profile_id, NEW.proved_at)
      IS NOT DISTINCT FROM
      (OLD.flow_id, OLD.organization_id, OLD.user_id, OLD.source, OLD.issuer, OLD.subject, OLD.profile_id, OLD.proved_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a proof is consumed once and never rewritten'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'proof_is_permanent';
END $$;
COMMENT ON FUNCTION association.reject_rewriting_of_proof() IS
  'Rejects every change of a proof but its consumption.';
CREATE TRIGGER proof_is_permanent BEFORE UPDATE OR DELETE ON association.proof
  FOR EACH ROW EXECUTE FUNCTION association.reject_rewriting_of_proof();
COMMENT ON TRIGGER proof_is_permanent ON association.proof IS 'A proof is consumed once and is never rewritten or deleted.';

CREATE TABLE association.rejected_profile (
  user_id uuid NOT NULL,
  source text NOT NULL,
  organization_id uuid NOT NULL,
  profile_id text NOT NULL,
  rejected_at timestamptz(3) NOT NULL,
  -- From then on no start up to the rejection limits anything.
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT rejected_profile_pk PRIMARY KEY (user_id, source),
  CONSTRAINT rejected_profile_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT rejected_profile_expires CHECK (expires_at > rejected_at)
);
CREATE INDEX rejected_profile_by_expiry ON association.rejected_profile (expires_at);

COMMENT ON TABLE association.rejected_profile IS
  'The last profile that a limit rejected for a work account: the allowance counts the starts that its owner was told about (R28).';
COMMENT ON CONSTRAINT rejected_profile_pk ON association.rejected_profile IS
  'An account has one rejected profile for each learning source, the last one.';
COMMENT ON CONSTRAINT rejected_profile_source ON association.rejected_profile IS 'The two learning sources (R15).';
COMMENT ON CONSTRAINT rejected_profile_expires ON association.rejected_profile IS
  'A rejected profile is stored for a limited time, and deleted afterwards.';

ALTER TABLE association.rejected_profile ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY rejected_profile_tenant_scope ON association.rejected_profile USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY rejected_profile_tenant_scope ON association.rejected_profile IS
  'Tenant scope: a rejected profile is visible within the organization of the account.';
