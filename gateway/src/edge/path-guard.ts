/** Whether a service could take a path for another one, which might not be public. */
export function isAmbiguousPath(url: string): boolean {
  return /\.\.|\\|%2e|%2f|%5c|%00|\/\//i.test(pathOf(url));
}

/** The path of an address, without its query. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
