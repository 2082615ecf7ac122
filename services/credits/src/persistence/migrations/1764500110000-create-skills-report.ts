import type { MigrationInterface, QueryRunner } from 'typeorm';

const REACH = `(organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.reach', true)) = 'every-organization')`;

/**
 * Skills Reports. A report is open while its row in skills_report is missing; that row comes last, and from then on nothing
 * can be added to it, changed or taken away by the app role. Names, addresses and profile ids are in skills_report_person
 * alone, for erasure by the owner. Rows carry their places in the two orders by person, so that no order compares names.
 */
export class CreateSkillsReport1764500110000 implements MigrationInterface {
  name = 'CreateSkillsReport1764500110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.skills_report (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        id uuid NOT NULL DEFAULT uuidv7(),
        as_of timestamptz(3) NOT NULL,
        published_at timestamptz(3) NOT NULL,
        people integer NOT NULL,
        credentials integer NOT NULL,
        certifications integer NOT NULL,
        assessments integer NOT NULL,
        expiring_within_90_days integer NOT NULL,
        leaving integer NOT NULL,
        designations jsonb NOT NULL,
        CONSTRAINT skills_report_pk PRIMARY KEY (organization_id, month),
        CONSTRAINT skills_report_month CHECK (extract(day FROM month) = 1),
        CONSTRAINT skills_report_published CHECK (published_at >= as_of)
      )`);
    await runner.query(`
      CREATE TABLE credits.skills_report_credential (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        kind text COLLATE pg_c_utf8 NOT NULL,
        relevant_to text[] NOT NULL,
        people integer NOT NULL,
        CONSTRAINT skills_report_credential_pk PRIMARY KEY (organization_id, month, credential_code)
      )`);
    await runner.query(`
      CREATE TABLE credits.skills_report_person (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        person_no integer NOT NULL,
        person_ref text COLLATE pg_c_utf8 NOT NULL,
        user_id uuid NOT NULL,
        display_name text COLLATE pg_c_utf8,
        email text COLLATE pg_c_utf8,
        learn_profile_id text COLLATE pg_c_utf8,
        university_profile_id text COLLATE pg_c_utf8,
        leaving boolean NOT NULL,
        first_row integer NOT NULL,
        last_row integer NOT NULL,
        search_key text COLLATE pg_c_utf8 NOT NULL
          GENERATED ALWAYS AS (lower(coalesce(display_name, '') || E'\\n' || coalesce(email, ''))) STORED,
        CONSTRAINT skills_report_person_pk PRIMARY KEY (organization_id, month, person_no)
      ) PARTITION BY RANGE (month)`);
    await runner.query(`
      CREATE TABLE credits.skills_report_row (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        leaving boolean NOT NULL,
        row_no integer NOT NULL,
        ref_no integer NOT NULL,
        person_no integer NOT NULL,
        source text COLLATE pg_c_utf8 NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        achieved_at timestamptz(3) NOT NULL,
        expires_on date NOT NULL,
        associated_since timestamptz(3) NOT NULL,
        CONSTRAINT skills_report_row_pk PRIMARY KEY (organization_id, month, leaving, row_no)
      ) PARTITION BY RANGE (month)`);
    // Every order, alone and within a credential; whoever leaves apart from who stays, so that both are found at once.
    for (const [name, key] of [
      ['by_ref', 'ref_no'],
      ['by_achieved', 'achieved_at, ref_no'],
      ['by_expiry', 'expires_on, achieved_at, ref_no'],
      ['of_credential', 'credential_code, row_no'],
      ['of_credential_by_ref', 'credential_code, ref_no'],
      ['of_credential_by_achieved', 'credential_code, achieved_at, ref_no'],
      ['of_credential_by_expiry', 'credential_code, expires_on, achieved_at, ref_no'],
    ]) {
      await runner.query(
        `CREATE INDEX skills_report_row_${name} ON credits.skills_report_row (organization_id, leaving, ${key})`,
      );
    }
    await runner.query(`
      CREATE TABLE credits.skills_report_count (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        leaving boolean NOT NULL,
        expires_on date NOT NULL,
        rows integer NOT NULL,
        CONSTRAINT skills_report_count_pk PRIMARY KEY (organization_id, month, credential_code, leaving, expires_on)
          INCLUDE (rows)
      ) PARTITION BY RANGE (month)`);
    for (const table of [
      'skills_report',
      'skills_report_credential',
      'skills_report_person',
      'skills_report_row',
      'skills_report_count',
    ]) {
      const open = `(organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report)`;
      await runner.query(`ALTER TABLE credits.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY ${table}_read_within_reach ON credits.${table} FOR SELECT USING ${REACH}`);
      await runner.query(`
        CREATE POLICY ${table}_written_once ON credits.${table} FOR INSERT WITH CHECK
          (${REACH}${table === 'skills_report' ? '' : ` AND ${open}`})`);
      await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON credits.${table} FROM credits_app`);
    }
    // Behind row level security no index finds a part of a name. The owner may read past it, in one function that holds to
    // the reach itself.
    await runner.query(
      'CREATE INDEX skills_report_person_search ON credits.skills_report_person USING gin (search_key public.gin_trgm_ops)',
    );
    await runner.query(
      'CREATE POLICY skills_report_person_searched ON credits.skills_report_person FOR SELECT TO credits_owner USING (true)',
    );
    await runner.query(`
      CREATE FUNCTION credits.find_reported_people(organization_id uuid, month date, part text, most integer)
      RETURNS SETOF integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF organization_id::text <> current_setting('app.organization_id', true)
          AND current_setting('app.reach', true) IS DISTINCT FROM 'every-organization' THEN RETURN; END IF;
        -- With the values in its text the statement is planned for this very name.
        RETURN QUERY EXECUTE format(
          'SELECT person_no FROM credits.skills_report_person
           WHERE organization_id = %L AND month = %L AND search_key LIKE %L LIMIT %s',
          organization_id, month, '%' || regexp_replace(lower(part COLLATE pg_c_utf8), '([\\\\%_])', '\\\\\\1', 'g') || '%', most);
      END $$`);
    // What was told after a refresh is found without reading everything: recordings come in order, revocations are few.
    await runner.query(
      'CREATE INDEX achievement_report_by_recording ON credits.achievement_report USING brin (recorded_at)',
    );
    await runner.query(
      'CREATE INDEX achievement_report_by_revocation ON credits.achievement_report (revoked_at) WHERE revoked_at IS NOT NULL',
    );
    // The app role may not create tables; it may ask for the partitions of a month, whichever it is.
    await runner.query(`
      CREATE FUNCTION credits.prepare_skills_reports(wanted date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        parent text;
        part text;
      BEGIN
        IF extract(day FROM wanted) <> 1 OR wanted NOT BETWEEN '2020-01-01' AND '2199-12-01' THEN
          RAISE EXCEPTION 'there are no Skills Reports of %', wanted USING ERRCODE = 'invalid_parameter_value';
        END IF;
        FOREACH parent IN ARRAY ARRAY['skills_report_person', 'skills_report_row', 'skills_report_count'] LOOP
          part := parent || to_char(wanted, '_YYYY_MM');
          CONTINUE WHEN to_regclass('credits.' || part) IS NOT NULL;
          PERFORM pg_advisory_xact_lock(hashtextextended('credits.prepare_skills_reports', 0));
          CONTINUE WHEN to_regclass('credits.' || part) IS NOT NULL;
          EXECUTE format('CREATE TABLE credits.%I (LIKE credits.%I INCLUDING CONSTRAINTS INCLUDING GENERATED)', part, parent);
          EXECUTE format('REVOKE ALL ON credits.%I FROM credits_app', part);
          EXECUTE format('ALTER TABLE credits.%I ATTACH PARTITION credits.%I FOR VALUES FROM (%L) TO (%L)',
            parent, part, wanted, (wanted + interval '1 month')::date);
        END LOOP;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION credits.prepare_skills_reports, credits.find_reported_people');
    await runner.query('DROP INDEX credits.achievement_report_by_recording, credits.achievement_report_by_revocation');
    for (const table of ['count', 'row', 'person', 'credential']) {
      await runner.query(`DROP TABLE credits.skills_report_${table}`);
    }
    await runner.query('DROP TABLE credits.skills_report');
  }
}
