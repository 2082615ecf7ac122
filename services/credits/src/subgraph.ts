import { buildSubgraph } from '@app/subgraph-kit/schema';
import { access } from './access.js';
import type { ServiceContext } from './context.js';
import { resolveOrganizationReference } from './members/api/organization.stub.js';
import { resolveUserReference } from './members/api/user.stub.js';
import * as contents from './schema.js';

/** Builds the executable schema of credits, its SDL and its access decisions. */
export function creditsSubgraph() {
  return buildSubgraph<ServiceContext>({
    operations: Object.values(contents),
    references: { Organization: resolveOrganizationReference, User: resolveUserReference },
    access,
  });
}
