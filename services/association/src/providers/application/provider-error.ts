import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import type { SignInProblem } from '../domain/sign-in-problem.js';

/** The problem for each error code of a provider that the user can act on. Other errors: try again. */
const PROBLEMS = new Map<string, SignInProblem>([
  ...['no_account', 'account_not_found', 'user_not_found'].map((error) => [error, 'NO_LEARNING_ACCOUNT'] as const),
  ...['account_selection_required', 'login_required', 'interaction_required', 'consent_required'].map(
    (error) => [error, 'ACCOUNT_NOT_CHOSEN'] as const,
  ),
]);

/**
 * The problem of a sign-in that ended in this error. A user cancels on the provider's page only, never in the exchange.
 */
export function problemOf(error: unknown): SignInProblem {
  const isOnPage = error instanceof AuthorizationResponseError;
  if (!isOnPage && !(error instanceof ResponseBodyError)) return 'SIGN_IN_FAILED';
  if (isOnPage && error.error === 'access_denied') return 'CANCELLED';
  return PROBLEMS.get(error.error) ?? 'SIGN_IN_FAILED';
}
