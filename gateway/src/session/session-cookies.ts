/** One cookie of a browser session. */
export type Cookie = {
  /** Undefined without the cookie, and with two: one of them was planted, and they cannot be distinguished. */
  read(header: string | undefined): string | undefined;
  write(value: string, seconds: number): string;
  clear(): string;
};

/** The cookies of the session itself and of the sign-ins that are under way. */
export type SessionCookies = {
  session: Cookie;
  /** Each sign-in has a cookie of its own, named by its state: tabs do not overwrite the sign-ins of one another. */
  signIn(state: string): Cookie;
  /** The cookies of all sign-ins in a request. */
  signInsIn(header: string | undefined): Cookie[];
};

const SESSION = 'session';
const SIGN_IN = 'sign-in.';
const PREFIX = '__Host-Http-';
const OURS = /^(?:__Host-Http-)?(?:session$|sign-in\.)/;
/** So much of a state distinguishes the sign-ins of one browser. */
const STATE_IN_NAME = 16;

/** Browsers discard larger cookies without an error. */
export const LARGEST_COOKIE = 4096;

/**
 * With TLS browsers enforce by the prefix that a cookie is of this host alone and was set by a response, not by a
 * script; without TLS (development) they reject it. The cookie of a sign-in is Lax because the issuer, another site,
 * leads the browser back.
 */
export function sessionCookies(publicUrl: string): SessionCookies {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? PREFIX : '';
  const cookie = (name: string, sameSite: 'Strict' | 'Lax'): Cookie => {
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
  return {
    session: cookie(prefix + SESSION, 'Strict'),
    signIn: (state) => cookie(prefix + SIGN_IN + state.slice(0, STATE_IN_NAME), 'Lax'),
    signInsIn(header) {
      const names = pairsOf(header).map(nameOf);
      const found = new Set(names.filter((name) => name.startsWith(prefix + SIGN_IN)));
      return [...found].map((name) => cookie(name, 'Lax'));
    },
  };
}

/** The cookies of a request without those of the session, which no service has a use for; undefined if none is left. */
export function withoutSessionCookies(header: string): string | undefined {
  return (
    pairsOf(header)
      .filter((pair) => !OURS.test(nameOf(pair)))
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
