import { randomState } from 'openid-client';

const INSTANT = /\.([0-9a-z]{1,8})$/;

/** The `state` of a sign-in: random, and followed by its beginning (seconds since 1970), which no cookie is needed for. */
export function stateOf(startedAt: number): string {
  return `${randomState()}.${startedAt.toString(36)}`;
}

/** The beginning that a state names; undefined for other texts. It explains a failed sign-in and decides nothing. */
export function beginningOf(state: string): number | undefined {
  const [, instant] = INSTANT.exec(state) ?? [];
  return instant === undefined ? undefined : Number.parseInt(instant, 36);
}
