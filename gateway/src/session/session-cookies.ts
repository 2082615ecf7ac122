/** One cookie of a browser session. */
export type Cookie = {
  /** Undefined without the cookie, and with two: one of them was planted, and they cannot be distinguished. */
  read(header: string | undefined): string | undefined;
  write(value: string, seconds: number): string;
  clear(): string;
};

/** The cookies of the session itself and of a sign-in that is under way. */
export type SessionCookies = { session: Cookie; signIn: Cookie };

const SESSION = 'session';
const SIGN_IN = 'sign-in';
const PREFIX = '__Host-Http-';
const NAMES = [SESSION, SIGN_IN].flatMap((name) => [name, PREFIX + name]);

/** Browsers discard larger cookies without an error. */
export const LARGEST_COOKIE = 4096;

/**
 * With TLS browsers enforce by the prefix that a cookie is of this host alone and was set by a response, not by a
 * script; without TLS (development) they reject it. The cookie of a sign-in is Lax because the issuer, another site,
 * leads the browser back.
 */
export function sessionCookies(publicUrl: string): SessionCookies {
  const secure = publicUrl.startsWith('https:');
  const cookie = (plainName: string, sameSite: 'Strict' | 'Lax'): Cookie => {
    const name = secure ? PREFIX + plainName : plainName;
    const write = (value: string, seconds: number) =>
      `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;
    return {
      read(header) {
        const [first, ...more] = pairsOf(header).filter((pair) => nameOf(pair) === name);
        return more.length === 0 ? first?.slice(name.length + 1) : undefined;
      },
      write,
      clear: () => write('', 0),
    };
  };
  return { session: cookie(SESSION, 'Strict'), signIn: cookie(SIGN_IN, 'Lax') };
}

/** The cookies of a request without those of the session, which no service has a use for; undefined if none is left. */
export function withoutSessionCookies(header: string): string | undefined {
  return (
    pairsOf(header)
      .filter((pair) => !NAMES.includes(nameOf(pair)))
      .join('; ') || undefined
  );
}

/** Not by `trim`: some browsers let another host of the domain set a name with a space of Unicode before the prefix. */
function pairsOf(header = ''): string[] {
  return header.split(/; */).filter(Boolean);
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}
