/** The URL of the same database for work without a waiting caller: statements and lock waits may take minutes. */
export function withLongStatements(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c statement_timeout=2min -c lock_timeout=2min');
  return url.href;
}
