import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import type { AssociationPolicy } from '../../src/linking/domain/policy.js';
import { prepareAssociation } from '../../src/processes/prepare.js';

/** The policy that the settings have by default. */
export const POLICY: AssociationPolicy = { yearMode: 'rolling', perYear: 3, coolOffDays: 30 };

/** A migrated database of one's own. */
export function associationDatabase(): Promise<TestDatabase> {
  return testDatabase({
    service: 'association',
    prepare: (adminUrl, passwords) => prepareAssociation(adminUrl, passwords, POLICY),
  });
}
