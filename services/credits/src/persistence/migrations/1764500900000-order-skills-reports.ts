import type { MigrationInterface, QueryRunner } from 'typeorm';

const REACH = `(organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.reach', true)) = 'every-organization')`;
const OPEN = '(organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report)';
const INDEXES = ['ref', 'achieved', 'expiry'].flatMap((key) => [`by_${key}`, `of_credential_by_${key}`]);

/**
 * A line keeps its places in the orders, and every order is kept as lists of lines in pieces of some hundred: of all lines and
 * of each credential. They are written at a fraction of the cost of the seven indexes that they stand for.
 */
export class OrderSkillsReports1764500900000 implements MigrationInterface {
  name = 'OrderSkillsReports1764500900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.skills_report_order (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        sorted_by text COLLATE pg_c_utf8 NOT NULL,
        leaving boolean NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        last_place integer NOT NULL,
        first_expiry date NOT NULL,
        places integer[] NOT NULL,
        row_nos integer[] NOT NULL,
        expiries date[] NOT NULL,
        CONSTRAINT skills_report_order_pk
          PRIMARY KEY (organization_id, month, sorted_by, leaving, credential_code, last_place),
        CONSTRAINT skills_report_order_sorted_by CHECK (sorted_by IN ('name', 'ref', 'achieved', 'expiry')),
        CONSTRAINT skills_report_order_is_one CHECK (places = array_sort(places))
      ) PARTITION BY RANGE (month)`);
    await runner.query(`
      CREATE INDEX skills_report_order_by_expiry ON credits.skills_report_order
        (organization_id, month, sorted_by, leaving, credential_code, first_expiry, last_place)`);
    await runner.query('ALTER TABLE credits.skills_report_order ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(
      `CREATE POLICY skills_report_order_read_within_reach ON credits.skills_report_order FOR SELECT USING ${REACH}`,
    );
    await runner.query(`
      CREATE POLICY skills_report_order_written_once ON credits.skills_report_order FOR INSERT WITH CHECK
        (${REACH} AND ${OPEN})`);
    await runner.query('REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_order FROM credits_app');
    for (const index of [...INDEXES, 'of_credential']) {
      await runner.query(`DROP INDEX credits.skills_report_row_${index}`);
    }
    await runner.query(`
      ALTER TABLE credits.skills_report_row ADD achieved_no integer, ADD expiry_no integer,
        DROP CONSTRAINT skills_report_row_pk,
        ADD CONSTRAINT skills_report_row_pk PRIMARY KEY (organization_id, month, row_no)`);
    await replaceFunctions(runner);
    await orderPublishedReports(runner);
    await runner.query(`
      ALTER TABLE credits.skills_report_row ALTER achieved_no SET NOT NULL, ALTER expiry_no SET NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('Reports in lists cannot go back to indexes.');
  }
}

async function replaceFunctions(runner: QueryRunner): Promise<void> {
  const parts = `ARRAY['skills_report_person', 'skills_report_row', 'skills_report_count', 'skills_report_order']`;
  await runner.query(`
    CREATE OR REPLACE FUNCTION credits.prepare_skills_reports(wanted date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      parent text;
      part text;
    BEGIN
      IF extract(day FROM wanted) <> 1 OR wanted NOT BETWEEN '2020-01-01' AND '2199-12-01' THEN
        RAISE EXCEPTION 'there are no Skills Reports of %', wanted USING ERRCODE = 'invalid_parameter_value';
      END IF;
      FOREACH parent IN ARRAY ${parts} LOOP
        part := parent || to_char(wanted, '_YYYY_MM');
        CONTINUE WHEN to_regclass('credits.' || part) IS NOT NULL;
        PERFORM pg_advisory_xact_lock(hashtextextended('credits.prepare_skills_reports', 0));
        BEGIN
          EXECUTE format('CREATE TABLE credits.%I (LIKE credits.%I INCLUDING CONSTRAINTS INCLUDING GENERATED)', part, parent);
          EXECUTE format('REVOKE ALL ON credits.%I FROM credits_app', part);
          EXECUTE format('ALTER TABLE credits.%I ATTACH PARTITION credits.%I FOR VALUES FROM (%L) TO (%L)',
            parent, part, wanted, (wanted + interval '1 month')::date);
        EXCEPTION WHEN duplicate_table THEN NULL;
        END;
        -- Nobody plans by what stands inside of lists, and counting it takes long.
        IF parent = 'skills_report_order' THEN
          EXECUTE format('ALTER TABLE credits.%I ALTER places SET STATISTICS 0, ALTER row_nos SET STATISTICS 0,
            ALTER expiries SET STATISTICS 0', part);
        END IF;
      END LOOP;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION credits.analyze_skills_reports(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      parent text;
    BEGIN
      FOREACH parent IN ARRAY ${parts} LOOP
        EXECUTE format('ANALYZE credits.%I', parent || to_char(month, '_YYYY_MM'));
      END LOOP;
    END $$`);
}

/** What was published before: partitions have no policies of their own, so that their owner may add to them. */
async function orderPublishedReports(runner: QueryRunner): Promise<void> {
  const parts: { part: string }[] = await runner.query(`
    SELECT right(inhrelid::regclass::text, 7) AS part FROM pg_inherits
    WHERE inhparent = 'credits.skills_report_row'::regclass ORDER BY 1`);
  for (const { part } of parts) {
    await runner.query('SELECT credits.prepare_skills_reports($1)', [`${part.replace('_', '-')}-01`]);
    const rows = `credits.skills_report_row_${part}`;
    await runner.query(`
      UPDATE ${rows} AS line SET achieved_no = placed.achieved_no, expiry_no = placed.expiry_no
      FROM (
        SELECT organization_id, row_no, row_number() OVER (
            PARTITION BY organization_id ORDER BY achieved_at DESC, ref_no DESC)::integer AS achieved_no,
          row_number() OVER (PARTITION BY organization_id ORDER BY expires_on, achieved_at, ref_no)::integer AS expiry_no
        FROM ${rows}) AS placed
      WHERE (line.organization_id, line.row_no) = (placed.organization_id, placed.row_no)`);
    for (const [sortedBy, place] of [
      ['name', 'row_no'],
      ['ref', 'ref_no'],
      ['achieved', 'achieved_no'],
      ['expiry', 'expiry_no'],
    ]) {
      await runner.query(`
        INSERT INTO credits.skills_report_order_${part} (organization_id, month, sorted_by, leaving, credential_code,
          last_place, first_expiry, places, row_nos, expiries)
        SELECT organization_id, month, '${sortedBy}', leaving, code, max(place), min(expires_on),
          array_agg(place ORDER BY place), array_agg(row_no ORDER BY place), array_agg(expires_on ORDER BY place)
        FROM (
          SELECT organization_id, month, leaving, code, ${place} AS place, row_no, expires_on,
            (row_number() OVER (PARTITION BY organization_id, leaving, code ORDER BY ${place}) - 1) / 110 AS piece
          FROM ${rows} CROSS JOIN LATERAL unnest(ARRAY['', credential_code]) AS listed (code)) AS line
        GROUP BY organization_id, month, leaving, code, piece`);
    }
  }
}
