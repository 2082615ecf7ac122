import { CookieJar as Cookies } from 'tough-cookie';

/** The cookies of one browser. As in browsers, cookies are shared among the ports of a host. */
export class CookieJar {
  readonly #cookies = new Cookies(undefined, { allowSecureOnLocal: false });

  /** Keeps the cookies that a response sets, and forgets those that it expires. */
  store(url: URL, setCookies: readonly string[]): void {
    for (const line of setCookies) this.#cookies.setCookieSync(line, url.href, { ignoreError: true });
  }

  /** The Cookie header of a request; undefined without cookies. */
  header(url: URL): string | undefined {
    return this.#cookies.getCookieStringSync(url.href) || undefined;
  }
}
