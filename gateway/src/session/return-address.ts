/** It is kept in a cookie. */
const LONGEST = 1_000;
// Parsers disagree about backslashes and white space, and `//` begins another host.
const PATH = /^\/(?!\/)[\u0021-\u005b\u005d-\u007e]*$/;

/** The address to which a sign-in returns: the path of this origin that was asked for, else the start page. */
export function returnAddress(asked: string | null, publicUrl: string): string {
  const start = new URL('/', publicUrl);
  if (asked === null || asked.length > LONGEST || !PATH.test(asked)) return start.href;
  const address = URL.parse(asked, start.href);
  return address?.origin === start.origin ? address.href : start.href;
}
