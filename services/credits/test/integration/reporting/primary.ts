import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReportingStage, rows } from '../../support/reporting-stage.js';
import { holder, published } from '../../support/skills-reports.js';
import { completed } from '../../support/training.js';

/** What the primary rejects, and that it works as before. */
export function describePrimary(given: () => ReportingStage): void {
  let stage: ReportingStage;
  beforeAll(() => {
    stage = given();
  });

  describe('the primary', () => {
    it('rejects reporting logins by its client authentication, and by a trigger where that lets them in', async () => {
      await expect(stage.connectPrimary(stage.named)).rejects.toThrow(/pg_hba\.conf rejects connection/);
      const file = join(stage.primaryFolder, 'pg_hba.conf');
      const rules = readFileSync(file, 'utf8');
      writeFileSync(file, rules.split('\n').slice(1).join('\n'));
      await stage.servers.primary.query('SELECT pg_reload_conf()');
      try {
        await stage.credits.until(async () => {
          const message = await stage.connectPrimary(stage.named).then(() => 'connected', String);
          if (/pg_hba/.test(message)) return false;
          expect(message).toMatch(/reporting logins connect to the reporting standby/);
          return true;
        });
      } finally {
        writeFileSync(file, rules);
        await stage.servers.primary.query('SELECT pg_reload_conf()');
      }
    });

    it('serves its own roles as before the preparation', async () => {
      const { before, after } = stage.privileges;
      const withoutLargeObjects = JSON.parse(JSON.stringify(after)) as { rolname: string }[];
      expect(withoutLargeObjects).toEqual(before);
      expect(withoutLargeObjects.map(({ rolname }) => rolname)).toEqual(
        expect.arrayContaining(['credits_app', 'credits_owner', 'credits_worker', 'monitoring']),
      );
    });

    it('publishes a Skills Report while a login holds a transaction and locks open', async () => {
      const reader = await stage.connect(stage.named);
      await reader.query(
        'BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE reporting.skills_report IN ACCESS SHARE MODE',
      );
      await reader.query('SELECT count(*) FROM skills_report_row');
      const { credits } = stage;
      const person = await holder(credits, stage.contoso, { IAM: '2025-06-16' }, { name: 'Grace Hopper' });
      await credits.record([completed(person.association.profileId, 'learn.one', '2025-06-16')]);
      await credits.allCounted();
      credits.clock.set('2025-07-15T00:00:00.000Z');
      await published(credits, stage.contoso, '2025-07');
      await reader.query('ROLLBACK');
      const months = async () => (await rows(reader, 'SELECT month::text FROM skills_report ORDER BY 1')).flat();
      await credits.until(async () => (await months()).includes('2025-07-01'));
      await reader.end();
    });
  });
}
