type Cookie = { name: string; value: string; host: string; path: string; secure: boolean; expiresAt: number };

const defaultPath = (pathname: string) => pathname.slice(0, pathname.lastIndexOf('/')) || '/';

const pathMatches = (path: string, pathname: string) =>
  pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

/** The cookies of one browser: host, path, expiry and Secure as a browser treats them; ports do not separate. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** Keeps what a response sets, and forgets what it expires. */
  store(url: URL, setCookies: readonly string[]): void {
    for (const line of setCookies) this.#storeOne(url, line);
  }

  /** The Cookie header for a request, undefined when there is nothing to send. */
  header(url: URL): string | undefined {
    const now = Date.now();
    const sent = [...this.#cookies.values()]
      .filter(({ host, path, secure, expiresAt }) => {
        const mayTravel = !secure || url.protocol === 'https:';
        return mayTravel && host === url.hostname && expiresAt > now && pathMatches(path, url.pathname);
      })
      .sort((one, other) => other.path.length - one.path.length);
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  #storeOne(url: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const equals = pair.indexOf('=');
    if (equals < 1) return;
    const cookie: Cookie = {
      name: pair.slice(0, equals),
      value: pair.slice(equals + 1),
      host: url.hostname,
      path: defaultPath(url.pathname),
      secure: false,
      expiresAt: Number.POSITIVE_INFINITY,
    };
    let maxAge: number | undefined;
    for (const attribute of attributes) {
      const [key = '', ...rest] = attribute.split('=');
      const value = rest.join('=');
      switch (key.toLowerCase()) {
        case 'path':
          if (value.startsWith('/')) cookie.path = value;
          break;
        case 'secure':
          cookie.secure = true;
          break;
        case 'expires':
          cookie.expiresAt = Date.parse(value);
          break;
        case 'max-age':
          maxAge = Number(value);
          break;
      }
    }
    if (maxAge !== undefined) cookie.expiresAt = Date.now() + maxAge * 1000;
    const key = `${cookie.host} ${cookie.path} ${cookie.name}`;
    if (cookie.expiresAt <= Date.now()) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }
}
