import { type ActivityLog, nameOf } from './activity-log.js';
import { NO_HASH } from './entry-hash.js';

/** An entry is kept for this many days at least, whatever the settings and the clock of a service say. */
export const FEWEST_DAYS_KEPT = 90;

/**
 * What makes a table of activity append-only and its entries a hash chain for each organization. Part of a service's
 * baseline, after the table and its row level security. The app role inserts and reads: the functions of the owner are
 * the only way to chain entries and to delete expired ones.
 */
export function chainSql(log: ActivityLog): string {
  const { table } = log;
  const [schema, name] = [table.slice(0, table.indexOf('.')), nameOf(log)];
  return `
REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM ${schema}_app;
ALTER TABLE ${table}
  -- These four are null until the entry is chained.
  ADD COLUMN sequence bigint,
  ADD COLUMN previous_hash bytea,
  ADD COLUMN hash bytea,
  ADD COLUMN chained_at timestamptz(3),
  ADD CONSTRAINT ${name}_sequence UNIQUE (organization_id, sequence),
  ADD CONSTRAINT ${name}_chained CHECK (num_nulls(sequence, previous_hash, hash, chained_at) IN (0, 4));
CREATE INDEX ${name}_not_chained ON ${table} (id) WHERE sequence IS NULL;
CREATE INDEX ${name}_of_user ON ${table} (user_id, at DESC, id DESC);
COMMENT ON CONSTRAINT ${name}_sequence ON ${table} IS 'A number stands for one entry of the organization.';
COMMENT ON CONSTRAINT ${name}_chained ON ${table} IS 'An entry gets its number and its hash together.';
CREATE POLICY ${name}_enters_unchained ON ${table} AS RESTRICTIVE FOR INSERT WITH CHECK (sequence IS NULL);
COMMENT ON POLICY ${name}_enters_unchained ON ${table} IS 'Only the chain numbers entries.';

CREATE TABLE ${table}_head (
  organization_id uuid CONSTRAINT ${name}_head_pk PRIMARY KEY,
  last_sequence bigint NOT NULL,
  last_hash bytea NOT NULL,
  -- The oldest entry that is kept, and the hash of the one before it: the anchor of the chain after a deletion.
  first_sequence bigint NOT NULL DEFAULT 1,
  first_previous_hash bytea NOT NULL,
  CONSTRAINT ${name}_head_sequences CHECK (first_sequence > 0 AND last_sequence >= first_sequence - 1)
);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${table}_head FROM ${schema}_app;
COMMENT ON TABLE ${table}_head IS
  'Both ends of the chain of each organization: a cut-off end shows, and what is left after retention can be verified.';
COMMENT ON CONSTRAINT ${name}_head_pk ON ${table}_head IS 'An organization has one chain.';
COMMENT ON CONSTRAINT ${name}_head_sequences ON ${table}_head IS 'Numbers begin with 1; a chain can be empty after retention.';
ALTER TABLE ${table}_head ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ${name}_head_tenant_scope ON ${table}_head USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY ${name}_head_tenant_scope ON ${table}_head IS 'Tenant scope: an organization reads its own chain.';

CREATE FUNCTION ${schema}.reject_change_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP, current_setting('app.activity_step', true)) IN (('UPDATE', 'chain'), ('DELETE', 'expire')) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'activity is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = '${name}_append_only';
END $$;
COMMENT ON FUNCTION ${schema}.reject_change_of_activity() IS
  'Rejects every change of an entry but its chaining and its deletion by retention, for its owner and superusers too.';
CREATE TRIGGER ${name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.reject_change_of_activity();
COMMENT ON TRIGGER ${name}_append_only ON ${table} IS 'Entries are written once and never changed (R36).';

CREATE FUNCTION ${schema}.chain_${name}(entries jsonb, chained timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  numbered integer;
BEGIN
  PERFORM set_config('app.activity_step', 'chain', true);
  UPDATE ${table} entry
    SET sequence = e.sequence, previous_hash = decode(e.previous, 'hex'), hash = decode(e.hash, 'hex'), chained_at = chained
    FROM jsonb_to_recordset(entries) AS e (id uuid, sequence bigint, previous text, hash text)
    WHERE entry.id = e.id AND entry.sequence IS NULL;
  GET DIAGNOSTICS numbered = ROW_COUNT;
  PERFORM set_config('app.activity_step', '', true);
  IF numbered <> jsonb_array_length(entries) THEN
    RAISE EXCEPTION 'some entries are chained already' USING ERRCODE = 'serialization_failure';
  END IF;
  INSERT INTO ${table}_head AS head (organization_id, last_sequence, last_hash, first_previous_hash)
    SELECT DISTINCT ON (entry.organization_id)
      entry.organization_id, entry.sequence, entry.hash, decode('${NO_HASH.toString('hex')}', 'hex')
    FROM jsonb_to_recordset(entries) AS e (id uuid) JOIN ${table} entry USING (id)
    ORDER BY entry.organization_id, entry.sequence DESC
    ON CONFLICT ON CONSTRAINT ${name}_head_pk
    DO UPDATE SET last_sequence = excluded.last_sequence, last_hash = excluded.last_hash;
END $$;
COMMENT ON FUNCTION ${schema}.chain_${name}(jsonb, timestamptz) IS
  'Writes numbers and hashes of entries that have none, and the new ends of their chains. Nothing else changes an entry.';

CREATE FUNCTION ${schema}.expire_${name}(organization uuid, before timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head ${table}_head;
  keeps bigint;
  anchor bytea;
  -- A setting or the clock of a service may be wrong.
  bound timestamptz := least(before, now() - interval '${FEWEST_DAYS_KEPT} days');
BEGIN
  SELECT * INTO head FROM ${table}_head h WHERE h.organization_id = organization FOR UPDATE;
  -- Of the oldest entries those before the first one that is kept: the chain loses its beginning and has no gap.
  SELECT coalesce(min(oldest.sequence) FILTER (WHERE oldest.at >= bound), max(oldest.sequence) + 1) INTO keeps
    FROM (SELECT entry.sequence, entry.at FROM ${table} entry
      WHERE entry.organization_id = organization AND entry.sequence >= head.first_sequence
      ORDER BY entry.sequence LIMIT most) AS oldest;
  IF keeps IS NULL OR keeps <= head.first_sequence THEN RETURN 0; END IF;
  SELECT entry.hash INTO STRICT anchor FROM ${table} entry
    WHERE entry.organization_id = organization AND entry.sequence = keeps - 1;
  PERFORM set_config('app.activity_step', 'expire', true);
  DELETE FROM ${table} entry WHERE entry.organization_id = organization AND entry.sequence < keeps;
  PERFORM set_config('app.activity_step', '', true);
  UPDATE ${table}_head h SET first_sequence = keeps, first_previous_hash = anchor WHERE h.organization_id = organization;
  RETURN keeps - head.first_sequence;
END $$;
COMMENT ON FUNCTION ${schema}.expire_${name}(uuid, timestamptz, integer) IS
  'Deletes the oldest entries of an organization, at most so many and none of the last ${FEWEST_DAYS_KEPT} days, and anchors its chain at the first one that is kept.';
`;
}
