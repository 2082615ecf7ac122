import type { Caller } from '@app/subgraph-kit/callers/caller';
import { callerKey } from '@app/subgraph-kit/callers/caller';

/** The key of a caller's rate limit: the user or client; the address for callers that are not known here. */
export function rateKey(caller: Caller, address: string | undefined): string {
  return caller.kind === 'anonymous' || caller.kind === 'unknown-account' ? addressKey(address) : callerKey(caller);
}

/**
 * IPv6 addresses count by their network (/64), because a household or a host has a whole one. A client that closed its
 * connection has no address any more; all of those count as one.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined) return 'address:gone';
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return `address:${plain}`;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const network = tail === undefined ? groups : [...groups, '0', '0', '0', '0'];
  return `address:${network.slice(0, 4).join(':')}`;
}
