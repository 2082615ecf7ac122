/** Error codes of the standards (RFC 6749, OpenID Connect Core): safe for the log, as they identify no person. */
const STANDARD_ERRORS = new Set(
  `invalid_request unauthorized_client access_denied unsupported_response_type invalid_scope server_error
   temporarily_unavailable interaction_required login_required account_selection_required consent_required
   invalid_client invalid_grant unsupported_grant_type`.split(/\s+/),
);

/** Describes a failure for the log, without values that could hold a token or personal data. */
export function failureForLog(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, error: answered, claim } = error as { code?: unknown; error?: unknown; claim?: unknown };
  if (typeof code !== 'string') return `${error.name}: ${error.message.slice(0, 100)}${codeBehind(error)}`;
  const known = typeof answered === 'string' && STANDARD_ERRORS.has(answered) ? ` ${answered}` : '';
  // The name of a missing or invalid claim, so that the operator can have it corrected.
  const about = typeof claim === 'string' && /^[a-z_]{1,20}$/.test(claim) ? ` ${claim}` : '';
  return `${error.name} ${code}${known}${about}`;
}

/** The code of a failed connection, such as ENOTFOUND, which libraries wrap in an error that says nothing. */
function codeBehind({ cause }: Error): string {
  const code = cause instanceof Error ? (cause as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : '';
}
