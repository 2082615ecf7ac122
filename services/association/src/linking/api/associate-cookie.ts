/** Longer than any flow: the browser is recognized when it comes too late, or goes back after the end. */
const COOKIE_SECONDS = 60 * 60;

/** The cookie that binds a flow to one browser. Without TLS (development) browsers reject the `__Host-` prefix. */
export function associateCookie(publicUrl: string): {
  read(header: string | undefined): string | undefined;
  /** Whether the browser sent no such cookie: it blocks cookies, or it is another browser. */
  isMissing(header: string | undefined): boolean;
  write(value: string): string;
} {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-associate' : 'associate';
  const attributes = `Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  // Not by `trim`: some browsers let another host of the domain set a name with a space of Unicode before the prefix.
  const valuesIn = (header: string | undefined) =>
    (header ?? '')
      .split(/; */)
      .filter((pair) => pair.startsWith(`${name}=`))
      .map((pair) => pair.slice(name.length + 1));
  return {
    isMissing: (header) => valuesIn(header).length === 0,
    read(header) {
      const values = valuesIn(header);
      // Two cookies of the name: one was planted, and they cannot be distinguished.
      return values.length === 1 && /^[A-Za-z0-9_-]{43}$/.test(values[0] ?? '') ? values[0] : undefined;
    },
    write: (value) => `${name}=${value}; ${attributes}`,
  };
}
