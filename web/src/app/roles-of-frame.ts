import type { Role } from '../graphql/documents.ts';
import type { Me } from './me.ts';

/**
 * The roles of the user, for a loader whose question depends on them: a guarded field that is asked without its role
 * would be an error. Empty where the frame has no user and its own page is shown.
 */
export async function rolesOfFrame(
  parentMatch: Promise<{ readonly loaderData?: Me | undefined }>,
): Promise<readonly Role[]> {
  const { loaderData } = await parentMatch;
  return loaderData?.roles ?? [];
}
