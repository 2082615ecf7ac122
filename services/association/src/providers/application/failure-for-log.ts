/** What providers answer by the standards (RFC 6749, OpenID Connect Core): words that name no person and open no door. */
const STANDARD_ERRORS = new Set(
  `invalid_request unauthorized_client access_denied unsupported_response_type invalid_scope server_error
   temporarily_unavailable interaction_required login_required account_selection_required consent_required
   invalid_client invalid_grant unsupported_grant_type`.split(/\s+/),
);

/** For the log: what kind of failure, without a value that a token or a person could stand in. */
export function failureForLog(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, error: answered, claim } = error as { code?: unknown; error?: unknown; claim?: unknown };
  if (typeof code !== 'string') return `${error.name}: ${error.message.slice(0, 100)}`;
  const known = typeof answered === 'string' && STANDARD_ERRORS.has(answered) ? ` ${answered}` : '';
  // The name of a claim that the token lacks or gets wrong, so that the operator can have it sent.
  const about = typeof claim === 'string' && /^[a-z_]{1,20}$/.test(claim) ? ` ${claim}` : '';
  return `${error.name} ${code}${known}${about}`;
}
