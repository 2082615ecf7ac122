import { readFileSync } from 'node:fs';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import type { Client } from 'pg';
import { fault, type ReportingStage, rows, VIEWS_OF_ORGANIZATIONS } from '../../support/reporting-stage.js';
import { type Row, report } from '../../support/skills-reports.js';

/** What the views show, compared with the API. */
export function describeViews(given: () => ReportingStage): void {
  let stage: ReportingStage;
  let named: Client;
  beforeAll(() => {
    stage = given();
    named = stage.clients.named;
  });

  describe('the views', () => {
    it('show the Skills Report of the API, row by row', async () => {
      const shown = await report(stage.credits, stage.contoso, { month: '2025-06' });
      const listed = await rows(
        named,
        `SELECT person_ref, person_name, email, profile_id, source, credential_code, kind, relevant_to, leaving
         FROM skills_report_row WHERE month = '2025-06-01' ORDER BY person_ref, credential_code`,
      );
      const inOrder = (shown?.rows.nodes ?? []).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      expect(listed).toEqual(
        inOrder.map((row) => [
          ...[
            row.personRef,
            row.personName,
            row.email,
            row.profileId,
            row.source,
            row.credential.code,
            row.credential.kind,
          ],
          ...[row.relevantTo, row.leaving],
        ]),
      );
      expect(listed.length).toBeGreaterThan(2);
      const totals = 'people, credentials, certifications, assessments, expiring_within_90_days, leaving';
      expect(await rows(named, `SELECT ${totals} FROM skills_report WHERE month = '2025-06-01'`)).toEqual([
        Object.values(shown?.totals ?? {}),
      ]);
      const scores = 'designation, ruleset, score_exact, skilling_points::float';
      expect(
        await rows(named, `SELECT ${scores} FROM designation_month WHERE month = '2025-06-01' ORDER BY 1`),
      ).toEqual(shown?.byDesignation.map((one) => [one.code, one.ruleset, one.scoreExact, one.skillingPoints]).sort());
      expect(
        await rows(
          named,
          `SELECT designation FROM designation_month JOIN designation_metric_month USING (month, designation)
           GROUP BY month, designation, score HAVING abs(score - sum(points)) > 0.00001`,
        ),
      ).toEqual([]);
      expect(
        await rows(named, "SELECT credential_code, people FROM credential_month WHERE month = '2025-06-01' ORDER BY 1"),
      ).toEqual(shown?.byCredential.map(({ credential, people }) => [credential.code, people]).sort());
    });

    it('show the credits of the API, with their states', async () => {
      const fields = `credits(first: 100) { nodes { id personRef state associatedAt expectedBy dropsAt
        achievement { source achievedAt expiresOn credential { code } } } }`;
      const data = expectNoErrors(await stage.credits.entity('Organization', stage.contoso, fields));
      type Shown = { id: string; personRef: string; state: string; dropsAt: string | null; expectedBy: string } & {
        achievement: { source: string; expiresOn: string | null; credential: { code: string } };
      };
      const nodes = (data._entities[0] as unknown as { credits: { nodes: Shown[] } }).credits.nodes;
      const listed = await rows(
        named,
        `SELECT credit_id, person_ref, credential_code, source, to_char(expires_on, 'YYYY-MM-DD'), expected_by, drops_at, state
         FROM credit ORDER BY credit_id`,
      );
      const instant = (text: string | null) => (text === null ? null : new Date(text));
      expect(listed).toEqual(
        nodes
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, personRef, state, dropsAt, expectedBy, achievement: { source, expiresOn, credential } }) => [
            ...[id, personRef, credential.code, source, expiresOn, instant(expectedBy), instant(dropsAt), state],
          ]),
      );
      expect(new Set(nodes.map(({ state }) => state))).toEqual(
        new Set(['COUNTED', 'NOT_COUNTED', 'DROPPED', 'DROP_SCHEDULED']),
      );
    });

    it('show holdings, completions, the catalog and a calendar', async () => {
      const holdings = await stage.credits.sql('SELECT FROM credits.holding WHERE organization_id = $1', [
        stage.contoso,
      ]);
      expect(await rows(named, 'SELECT count(*)::integer FROM holding')).toEqual([[holdings.length]]);
      expect(await rows(named, 'SELECT uid, kind, title FROM training_completion')).toEqual([
        ['learn.one', 'MODULE', 'Title of learn.one'],
      ]);
      expect(await rows(named, "SELECT title, level FROM credential WHERE credential_code = 'AZ-ADMIN'")).toEqual([
        ['Azure Administrator Associate', 'ASSOCIATE'],
      ]);
      expect(await rows(named, "SELECT month_label, iso_week, weekday FROM calendar WHERE day = '2026-11-30'")).toEqual(
        [['2026-11', 49, 1]],
      );
    });

    it('answer the queries of docs/analysts.md', async () => {
      const [, text = ''] = readFileSync(new URL('../../../../../docs/analysts.md', import.meta.url), 'utf8').split(
        '\n## SQL\n',
      );
      const queries = [...text.matchAll(/^```sql\n(.*?)^```/gms)].flatMap(([, block = '']) =>
        block.trim().split(/;\s*/),
      );
      const asked = queries.filter((query) => query !== '');
      expect(asked.length).toBeGreaterThan(1);
      for (const query of asked) expect([query, await fault(named, query)]).toEqual([query, null]);
      const documented = [...text.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, names = '']) =>
        names.replaceAll('`', '').split(', '),
      );
      const views = "SELECT viewname FROM pg_views WHERE schemaname = 'reporting' ORDER BY 1";
      expect(documented.toSorted()).toEqual((await rows(named, views)).flat());
    });

    it('read the partitions of the month alone', async () => {
      const query = "EXPLAIN SELECT * FROM skills_report_row WHERE month = '2025-06-01' AND credential_code = 'IAM'";
      const plan = (await rows(named, query)).flat().join('\n');
      expect([...new Set(plan.match(/20\d\d_\d\d/g))]).toEqual(['2025_06']);
    });

    it('ask for the organization of the login once a statement, not once a row', async () => {
      for (const view of [...VIEWS_OF_ORGANIZATIONS]) {
        const plan = (await rows(named, `EXPLAIN (VERBOSE, COSTS off) SELECT * FROM ${view}`)).flat().map(String);
        const asking = plan.filter((line) => /own_organization|sees_personal_data/.test(line));
        expect([view, asking.length > 0, asking.filter((line) => !/^ *Output: \w+\(\)$/.test(line))]).toEqual([
          view,
          true,
          [],
        ]);
      }
    });

    it('explain every column', async () => {
      const without = await rows(
        named,
        `SELECT relname || '.' || attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
         WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v' AND attnum > 0
           AND col_description(attrelid, attnum) IS NULL`,
      );
      expect(without).toEqual([]);
    });

    it('are security barriers of an ordinary role', async () => {
      const { rows: views } = await stage.servers.primary.query<{ relname: string; ordinary: boolean }>(
        `SELECT relname, reloptions = '{security_barrier=true}' AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcanlogin
           AND rolname = 'reporting_owner' AS ordinary
         FROM pg_class JOIN pg_roles ON relowner = pg_roles.oid
         WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'`,
      );
      expect(views.filter(({ ordinary }) => !ordinary)).toEqual([]);
      expect(views).toHaveLength(VIEWS_OF_ORGANIZATIONS.length + 2);
    });
  });
}

const orderOf = ({ personRef, credential }: Row) => `${personRef} ${credential.code}`;
