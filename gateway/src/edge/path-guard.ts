/** Whether a path could mean another one at the service: it would reach routes that are not public. */
export function isAmbiguousPath(url: string): boolean {
  return /\.\.|\\|%2e|%2f|%5c|%00|\/\//i.test(pathOf(url));
}

/** The path of an address, without its query. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
