const LONGEST = 2_000;
// Parsers disagree about backslashes and white space, which has bypassed many allowlists.
const SUSPICIOUS = /[\\\s]|[^\u0021-\u007e]/;

/**
 * The address to which a flow may send the browser: absolute, below one of the registered front ends; else undefined.
 */
export function parseReturnAddress(text: string, origins: readonly string[]): string | undefined {
  if (text.length > LONGEST || SUSPICIOUS.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || !origins.includes(url.origin)) return;
  return url.href;
}

/** How a flow ended. Never a bare `code`: sign-in libraries of the front end would take it for their own. */
export type FlowEnd = { completion_code: string } | { problem: string };

const OURS = new Set(['flow', 'completion_code', 'problem']);

/**
 * The return address with the result, without the result of an earlier flow. The rest stays byte for byte: the router
 * of the front end may read more than names and values.
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
