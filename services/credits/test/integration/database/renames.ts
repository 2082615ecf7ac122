import type { Renames } from '@app/test-kit/catalog';

/** Names of the baseline by those of the schema that it replaced. */
export const RENAMES: Renames = {};
