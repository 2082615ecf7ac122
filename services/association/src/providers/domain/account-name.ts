const LONGEST = 200;
// Line breaks, controls and changes of text direction.
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The account that signed in, as its provider names it: `Amara Okafor (amara@home.example)`. Null without a name. */
export function accountName(...sources: readonly Readonly<Record<string, unknown>>[]): string | null {
  const first = (...names: readonly string[]) =>
    sources.flatMap((claims) => names.map((name) => shownText(claims[name]))).find((text) => text !== '') ?? '';
  const name = first('name');
  const login = first('preferred_username', 'email');
  if (name === '' || login === '' || name === login) return name || login || null;
  return `${name} (${login})`;
}

function shownText(claim: unknown): string {
  return typeof claim === 'string' ? [...claim.replace(UNSHOWABLE, '').trim()].slice(0, LONGEST).join('') : '';
}
