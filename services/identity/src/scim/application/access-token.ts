import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@app/subgraph-kit/callers/derived-key';

/** Signs and reads the access tokens of OAuth clients. */
export type AccessTokens = {
  issue(clientId: string, now: Date): string;
  /**
   * The client of an unexpired token; undefined for every other text. Whether the client is still valid is not checked
   * here.
   */
  clientOf(token: string, now: Date): string | undefined;
};

/** How long an access token lives, in seconds. A revoked or expired client ends its tokens at once. */
export const ACCESS_TOKEN_SECONDS = 3600;

const PREFIX = 'scimat_';
const FORM = /^scimat_([0-9a-f]{32})_([0-9a-f]{8})_([\w-]{43})$/;

/**
 * Access tokens hold the client and the instant of expiry, signed: they are not stored, and every instance of the
 * service with the secret reads them.
 */
export function accessTokens(secret: string): AccessTokens {
  const key = deriveKey(secret, 'scim-access-token');
  const sign = (content: string) => createHmac('sha256', key).update(content).digest();
  return {
    issue(clientId, now) {
      const expiry = Math.floor(now.getTime() / 1000) + ACCESS_TOKEN_SECONDS;
      const content = `${PREFIX}${clientId.replaceAll('-', '')}_${expiry.toString(16).padStart(8, '0')}`;
      return `${content}_${sign(content).toString('base64url')}`;
    },
    clientOf(token, now) {
      const [, id = '', expiry = '', signature = ''] = FORM.exec(token) ?? [];
      if (id === '') return undefined;
      const given = Buffer.from(signature, 'base64url');
      const right = sign(`${PREFIX}${id}_${expiry}`);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return Number.parseInt(expiry, 16) * 1000 > now.getTime() ? asUuid(id) : undefined;
    },
  };
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
