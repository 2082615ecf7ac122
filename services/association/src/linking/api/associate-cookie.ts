/** Longer than any flow: a browser that comes too late, or goes back after the end, is still told apart from a stranger. */
const COOKIE_SECONDS = 60 * 60;

/** The cookie that makes one browser the flow's own; without TLS (development) the prefix would be refused by browsers. */
export function associateCookie(publicUrl: string): {
  read(header: string | undefined): string | undefined;
  /** Whether the browser sent none at all: it blocks cookies, or it is another one. */
  isMissing(header: string | undefined): boolean;
  write(value: string): string;
} {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-associate' : 'associate';
  const attributes = `Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const valuesIn = (header: string | undefined) =>
    (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${name}=`))
      .map((pair) => pair.slice(name.length + 1));
  return {
    isMissing: (header) => valuesIn(header).length === 0,
    read(header) {
      const values = valuesIn(header);
      // Two of them: somebody planted one, and there is no telling which.
      return values.length === 1 && /^[A-Za-z0-9_-]{43}$/.test(values[0] ?? '') ? values[0] : undefined;
    },
    write: (value) => `${name}=${value}; ${attributes}`,
  };
}
