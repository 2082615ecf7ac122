const LONGEST = 2_000;
// A backslash or white space is read differently by different parsers: the way around many an allow-list.
const SUSPICIOUS = /[\\\s]|[^\u0021-\u007e]/;

/** Where a flow may send the browser: an address below one of the registered front ends, written out in full. */
export function parseReturnAddress(text: string, origins: readonly string[]): string | undefined {
  if (text.length > LONGEST || SUSPICIOUS.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || !origins.includes(url.origin)) return;
  return url.href;
}

/** How a flow ended. Never a bare `code`: sign-in libraries of the front end take that for their own. */
export type FlowEnd = { completion_code: string } | { problem: string };

const OURS = new Set(['flow', 'completion_code', 'problem']);

/**
 * The return address with how the flow ended, and without what it said about an earlier one. The rest stays as the front
 * end wrote it: its router may read more than names and values there.
 */
export function returnWith(returnTo: string, flowId: string, result: FlowEnd): string {
  const url = new URL(returnTo);
  const theirs = url.search
    .slice(1)
    .split('&')
    .filter((part) => ![...new URLSearchParams(part).keys()].some((name) => OURS.has(name)));
  const ended = new URLSearchParams({ flow: flowId, ...result }).toString();
  url.search = [...theirs.filter((part) => part !== ''), ended].join('&');
  return url.href;
}
