import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@app/subgraph-kit/callers/derived-key';
import { extensionOf, fileNameOf } from '../domain/export-content.js';
import type { StoredExport } from '../store/export.store.js';
import type { StoredFeed } from '../store/export-feed.store.js';

const LIFETIME_MILLISECONDS = 15 * 60_000;

/** The signature of a link, as a client sends it. */
export type SentLink = { readonly expires: string; readonly signature: string };

/** Addresses of files and feeds, and signed links to files. */
export type ExportLinks = {
  /** The path of a file for callers with a token. */
  pathOf(file: StoredExport): string;
  addressOf(file: StoredExport): string;
  /** A link to this file alone that needs no token. */
  sign(file: StoredExport, now: Date): { readonly url: string; readonly expiresAt: Date };
  verify(id: string, sent: SentLink, now: Date): 'valid' | 'expired' | 'invalid';
  feedAddress(feed: StoredFeed): string;
};

/** Links under the public address of the gateway, signed with a key derived from the secret of the service. */
export function exportLinks({ publicUrl, secret }: { publicUrl: string; secret: string }): ExportLinks {
  const key = deriveKey(secret, 'export-link');
  const signatureOf = (id: string, expires: string) =>
    createHmac('sha256', key).update(`exports/v1\n${id}\n${expires}`).digest('base64url');
  const pathOf = (file: StoredExport) => `/exports/${file.id}/${fileNameOf(file)}`;
  const addressOf = (file: StoredExport) => `${publicUrl}${pathOf(file)}`;
  return {
    pathOf,
    addressOf,
    sign(file, now) {
      const seconds = Math.floor((now.getTime() + LIFETIME_MILLISECONDS) / 1000);
      const query = `expires=${seconds}&signature=${signatureOf(file.id, String(seconds))}`;
      return { url: `${addressOf(file)}?${query}`, expiresAt: new Date(seconds * 1000) };
    },
    verify(id, { expires, signature }, now) {
      const [expected, sent] = [Buffer.from(signatureOf(id, expires)), Buffer.from(signature)];
      if (expected.length !== sent.length || !timingSafeEqual(expected, sent)) return 'invalid';
      return Number(expires) * 1000 > now.getTime() ? 'valid' : 'expired';
    },
    feedAddress: ({ id, format }) => `${publicUrl}/exports/feeds/${id}/${feedFileName(format)}`,
  };
}

/** The file name in the address of a feed. */
export function feedFileName(format: StoredFeed['format']): string {
  return `latest.${extensionOf(format)}`;
}
