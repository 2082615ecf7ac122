const RELOADED_AT = 'reloaded for a new version at';
const ONCE_IN = 60_000;

/** Loads the application again, once a minute at most; afterwards the fault is shown. */
export function reloadForNewVersion<Fault>(fault: Fault): Promise<Fault> {
  const before = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
  if (Date.now() - before < ONCE_IN) return Promise.resolve(fault);
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  window.location.reload();
  return new Promise(() => {});
}
