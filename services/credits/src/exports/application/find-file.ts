import type { Caller } from '@app/subgraph-kit/callers/caller';
import { type TenantScope, tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import { fileNameOf } from '../domain/export-content.js';
import { findExport, type StoredExport } from '../store/export.store.js';
import { findFeed, latestExport, recordRead } from '../store/export-feed.store.js';
import { mayExport } from './export-access.js';
import { feedFileName, type SentLink } from './export-links.js';
import type { ExportsServices } from './exports-services.js';
import { opensFeed } from './feed-keys.js';

/** A file that may be sent, or why not. */
export type FoundFile =
  | { readonly kind: 'file'; readonly file: StoredExport }
  | { readonly kind: 'unauthenticated' | 'absent' | 'link-expired' | 'feed-ended' | 'not-ready' | 'removed' };

type Services = Pick<Dependencies, 'dataSource' | 'clock'> & { readonly exports: ExportsServices };

/** The file of an export, for a caller who may see it or for the holder of a signed link. */
export async function findExportFile(
  { dataSource, clock, exports }: Services,
  wanted: { readonly id: string; readonly name: string; readonly caller: Caller; readonly link: SentLink | null },
): Promise<FoundFile> {
  const { id, name, caller, link } = wanted;
  const proof = link && exports.links.verify(id, link, clock.now());
  if (proof === 'expired') return { kind: 'link-expired' };
  if (proof === null && !isSignedIn(caller)) return { kind: 'unauthenticated' };
  if (proof === 'invalid' || !isUuid(id)) return { kind: 'absent' };
  const scope: TenantScope = proof === 'valid' ? 'every-organization' : tenantScopeOf(caller);
  const file = await inTransaction(dataSource, scope, (manager) => findExport(manager, id));
  if (file === null || fileNameOf(file) !== name) return { kind: 'absent' };
  if (proof !== 'valid' && !mayExport(caller, file)) return { kind: 'absent' };
  return stateOf(file, clock.now());
}

/** The newest file of a feed, for the holder of its key or a caller who may see it. */
export async function findFeedFile(
  { dataSource, clock }: Services,
  wanted: { readonly id: string; readonly name: string; readonly caller: Caller; readonly key: string | null },
): Promise<FoundFile> {
  const { id, name, caller, key } = wanted;
  if (key === null && !isSignedIn(caller)) return { kind: 'unauthenticated' };
  if (!isUuid(id)) return { kind: key === null ? 'absent' : 'unauthenticated' };
  const now = clock.now();
  const scope: TenantScope = key === null ? tenantScopeOf(caller) : 'every-organization';
  return inTransaction(dataSource, scope, async (manager): Promise<FoundFile> => {
    const feed = await findFeed(manager, id);
    const isOpen = feed !== null && (key === null ? mayExport(caller, feed) : opensFeed(key, feed, now));
    // A wrong key and an unknown feed have the same answer.
    if (!isOpen) return { kind: key === null ? 'absent' : 'unauthenticated' };
    if (feed.expiresAt !== null && feed.expiresAt <= now) return { kind: 'feed-ended' };
    if (feedFileName(feed.format) !== name) return { kind: 'absent' };
    await recordRead(manager, id, now);
    const file = await latestExport(manager, id);
    return file === null ? { kind: 'not-ready' } : { kind: 'file', file };
  });
}

function isSignedIn({ kind }: Caller): boolean {
  return kind === 'person' || kind === 'machine' || kind === 'operator';
}

function stateOf(file: StoredExport, now: Date): FoundFile {
  const isOver = file.availableUntil !== null && file.availableUntil <= now;
  if (file.state === 'READY') return isOver ? { kind: 'removed' } : { kind: 'file', file };
  return { kind: file.state === 'EXPIRED' ? 'removed' : 'not-ready' };
}
