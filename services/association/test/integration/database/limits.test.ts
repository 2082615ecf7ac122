import { randomUUID } from 'node:crypto';
import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { prepareAssociation } from '../../../src/processes/prepare.js';
import { POLICY } from '../../support/database.js';

test('migrations can be repeated, and changed limits apply to earlier starts', async () => {
  const database = await emptyDatabase();
  try {
    await prepareAssociation(database.adminUrl, testRolePasswords, POLICY);
    await prepareAssociation(database.adminUrl, testRolePasswords, POLICY);
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    try {
      const userId = randomUUID();
      const start = (startedAt: string) =>
        admin.query(
          `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at, ended_at, end_reason)
           VALUES ('MICROSOFT_LEARN', '123456', $1, $1, $2, $2, 'REMOVED_BY_USER')`,
          [userId, startedAt],
        );
      for (const day of ['2024-09-01', '2024-10-15', '2024-12-01']) await start(`${day}T00:00:00Z`);
      await prepareAssociation(database.adminUrl, testRolePasswords, {
        yearMode: 'calendar',
        perYear: 3,
        coolOffDays: 45,
      });
      await expect(start('2025-01-14T23:00:00Z')).rejects.toMatchObject({
        constraint: expect.stringMatching(/cool_off$/),
      });
      await start('2025-01-15T00:00:00Z');
      await prepareAssociation(database.adminUrl, testRolePasswords, {
        yearMode: 'rolling',
        perYear: 2,
        coolOffDays: 30,
      });
      await expect(start('2025-03-01T00:00:00Z')).rejects.toMatchObject({ constraint: expect.stringMatching(/year$/) });
      await start('2026-02-01T00:00:00Z');
    } finally {
      await admin.end();
    }
  } finally {
    await database.drop();
  }
});
