import { tableContents } from '@app/test-kit/table-contents';
import type { TestIdentity } from './identity.js';

/** All rows of the service's tables and the number of its jobs, to show that a request changes nothing. */
export function contents(identity: TestIdentity): Promise<Record<string, unknown>> {
  return tableContents(identity.sql, 'identity');
}
