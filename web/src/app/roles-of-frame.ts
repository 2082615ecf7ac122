import type { Role } from '../graphql/documents.ts';

/** The frame of the page, whose loader asks for the user. */
type Frame = Promise<{ readonly loaderData?: { readonly roles: readonly Role[] } | undefined }>;

const REMEMBERED = 'roles';

/** The roles of the user. Empty where the frame has no user and its own page is shown. */
export async function rolesOfFrame(parentMatch: Frame): Promise<readonly Role[]> {
  const { loaderData } = await parentMatch;
  return loaderData?.roles ?? [];
}

/**
 * Asks a question that depends on the roles of the user: a guarded field that is asked without its role would be an
 * error. The first page asks it beside that of the frame, for the roles that this browser saw last, and again where they
 * have changed.
 */
export async function askForRoles<Answer>(
  parentMatch: Frame,
  question: (roles: readonly Role[]) => Promise<Answer>,
): Promise<Answer> {
  const remembered = rememberedRoles();
  const early = remembered && question(remembered);
  early?.catch(() => undefined); // its error is thrown where its answer is used
  const roles = await rolesOfFrame(parentMatch);
  return early !== undefined && hasSame(roles, remembered) ? early : question(roles);
}

/** Keeps the roles in the browser. They decide what is asked; the API decides what is answered. */
export function rememberRoles(roles: readonly Role[]): void {
  localStorage.setItem(REMEMBERED, roles.join(' '));
}

/** The roles that this browser saw last, possibly those of another user; undefined on the first visit. */
function rememberedRoles(): readonly Role[] | undefined {
  return localStorage.getItem(REMEMBERED)?.split(' ').filter(Boolean) as readonly Role[] | undefined;
}

function hasSame(roles: readonly Role[], others: readonly Role[] = []): boolean {
  return roles.length === others.length && roles.every((role) => others.includes(role));
}
