/** One request of a browser, seen before any redirect. */
export function visitOnce(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers, method });
}

/** The cookie that an answer set, as a browser sends it back. */
export function cookieOf(response: Response): string {
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}
