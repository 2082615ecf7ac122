const TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/** The strong entity tag of a file, from the SHA-256 of its content. */
export function entityTagOf(sha256: string): string {
  return `"sha256-${sha256}"`;
}

/** Whether `If-None-Match` names the file that the client has already. Weak tags count (RFC 9110, 13.1.2). */
export function hasFileAlready(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return (ifNoneMatch.match(TAG) ?? []).some((one) => one.replace(/^W\//, '') === tag);
}

/**
 * Whether a range continues this very file. `If-Range` with another tag, a weak one or a date does not: the client
 * gets the whole file (RFC 9110, 13.1.5).
 */
export function continuesFile(ifRange: string | undefined, tag: string): boolean {
  return ifRange === undefined || ifRange.trim() === tag;
}
