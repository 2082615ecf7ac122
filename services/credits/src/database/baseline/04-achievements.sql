-- Achievements of learning profiles. They belong to a profile, not to an organization: an organization reads them through
-- its credits, so that these tables have no tenant scope.

CREATE TABLE credits.achievement (
  id uuid DEFAULT uuidv7() CONSTRAINT achievement_pk PRIMARY KEY,
  source text COLLATE pg_c_utf8 NOT NULL,
  profile_id text COLLATE pg_c_utf8 NOT NULL,
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  achieved_at timestamptz(3) NOT NULL,
  expires_on date,
  recorded_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  -- The version of the rule data that the achievement follows from; empty: unknown.
  rules_version text COLLATE pg_c_utf8 NOT NULL DEFAULT '',
  CONSTRAINT achievement_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'))
);
CREATE INDEX achievement_by_profile ON credits.achievement (source, profile_id);
CREATE INDEX achievement_rules_version ON credits.achievement (rules_version);
CREATE INDEX achievement_expiring ON credits.achievement (expires_on, id)
  WHERE revoked_at IS NULL AND expires_on IS NOT NULL;
COMMENT ON TABLE credits.achievement IS
  'A credential that a learning profile achieved: what one or more reports of the same credential amount to.';
COMMENT ON CONSTRAINT achievement_pk ON credits.achievement IS 'Identifies an achievement for credits and holdings.';
COMMENT ON CONSTRAINT achievement_source ON credits.achievement IS 'Only these two learning sources count (R15).';

CREATE TABLE credits.achievement_report (
  id uuid DEFAULT uuidv7() CONSTRAINT achievement_report_pk PRIMARY KEY,
  source text COLLATE pg_c_utf8 NOT NULL,
  external_id text COLLATE pg_c_utf8 NOT NULL,
  -- The external id whose expiry this report moves; null for a first report.
  amends text COLLATE pg_c_utf8,
  -- Follows from exams; no source sent it.
  derived boolean NOT NULL DEFAULT false,
  profile_id text COLLATE pg_c_utf8 NOT NULL,
  -- The profile id before merges; null where the profile was not merged.
  original_profile_id text COLLATE pg_c_utf8,
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  achieved_at timestamptz(3) NOT NULL,
  stated_expires_on date,
  recorded_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  revocation_reason text,
  achievement_id uuid,
  CONSTRAINT achievement_report_external_id UNIQUE (source, external_id),
  CONSTRAINT achievement_report_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT achievement_report_revocation CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL)),
  CONSTRAINT achievement_report_achievement FOREIGN KEY (achievement_id) REFERENCES credits.achievement (id)
);
CREATE INDEX achievement_report_by_profile ON credits.achievement_report (source, profile_id, credential_code);
CREATE INDEX achievement_report_by_achievement ON credits.achievement_report (achievement_id);
CREATE INDEX achievement_report_amends ON credits.achievement_report (source, amends) WHERE amends IS NOT NULL;
-- Reports after a refresh are found without a full scan: they are recorded in order, and few are revoked.
CREATE INDEX achievement_report_by_recording ON credits.achievement_report USING brin (recorded_at);
CREATE INDEX achievement_report_by_revocation ON credits.achievement_report (revoked_at) WHERE revoked_at IS NOT NULL;
COMMENT ON TABLE credits.achievement_report IS
  'What a learning source sent. Nothing is deleted: amendments, derived certifications and revocations keep the past readable.';
COMMENT ON CONSTRAINT achievement_report_pk ON credits.achievement_report IS 'Identifies a report.';
COMMENT ON CONSTRAINT achievement_report_external_id ON credits.achievement_report IS
  'A source can send an item again without a second achievement.';
COMMENT ON CONSTRAINT achievement_report_source ON credits.achievement_report IS
  'Only these two learning sources count (R15).';
COMMENT ON CONSTRAINT achievement_report_revocation ON credits.achievement_report IS 'A revocation always has a reason.';
COMMENT ON CONSTRAINT achievement_report_achievement ON credits.achievement_report IS
  'An achievement remains as long as a report refers to it.';

CREATE TABLE credits.profile_merge (
  source text COLLATE pg_c_utf8 NOT NULL,
  from_profile_id text COLLATE pg_c_utf8 NOT NULL,
  -- The direct target of this merge.
  into_profile_id text COLLATE pg_c_utf8 NOT NULL,
  -- The last target, over all merges since.
  surviving_profile_id text COLLATE pg_c_utf8 NOT NULL,
  merged_at timestamptz(3) NOT NULL,
  published_at timestamptz(3) NOT NULL,
  CONSTRAINT profile_merge_pk PRIMARY KEY (source, from_profile_id),
  CONSTRAINT profile_merge_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT profile_merge_of_two CHECK (from_profile_id <> surviving_profile_id)
);
CREATE INDEX profile_merge_by_survivor ON credits.profile_merge (source, surviving_profile_id);
COMMENT ON TABLE credits.profile_merge IS
  'Profiles that were merged into others. Reports of a retired profile id are recorded for the surviving profile.';
COMMENT ON CONSTRAINT profile_merge_pk ON credits.profile_merge IS 'A profile is merged once.';
COMMENT ON CONSTRAINT profile_merge_source ON credits.profile_merge IS 'Only these two learning sources count (R15).';
COMMENT ON CONSTRAINT profile_merge_of_two ON credits.profile_merge IS 'A profile does not survive its own merge.';

-- Chains are followed merge by merge, so that the order of arrival does not matter. 100 merges bound a cycle.
CREATE FUNCTION credits.profile_at(source text, profile_id text, instant timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE chain (id, nth) AS (
    SELECT profile_at.profile_id COLLATE pg_c_utf8, 0
    UNION ALL
    SELECT merge.into_profile_id, nth + 1 FROM chain JOIN credits.profile_merge merge
      ON merge.source = profile_at.source AND merge.from_profile_id = chain.id
        AND merge.published_at < profile_at.instant AND nth < 100)
  SELECT id FROM chain ORDER BY nth DESC LIMIT 1
$$;
COMMENT ON FUNCTION credits.profile_at IS
  'The profile that a profile id stood for at an instant. A late Skills Report does not show merges after its refresh.';
