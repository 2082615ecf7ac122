import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import type { AssociationPolicy } from '../../src/linking/domain/policy.js';
import { prepareAssociation } from '../../src/processes/prepare.js';

/** The default policy of the settings. */
export const POLICY: AssociationPolicy = { yearMode: 'rolling', perYear: 3, coolOffDays: 30 };

/** A migrated database for one test file. */
export function associationDatabase(): Promise<TestDatabase> {
  return testDatabase({
    service: 'association',
    prepare: (adminUrl, passwords) => prepareAssociation(adminUrl, passwords, POLICY),
  });
}
