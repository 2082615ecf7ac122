import type { Caller } from '@app/subgraph-kit/caller';
import { callerKey } from '@app/subgraph-kit/caller';

/** Whose rate a request counts on: the person or client; the address of who is nobody here. */
export function rateKey(caller: Caller, address: string | undefined): string {
  return caller.kind === 'anonymous' || caller.kind === 'unknown-account' ? addressKey(address) : callerKey(caller);
}

/**
 * An address counts as its network where a household or a host has a whole one (IPv6, /64). A client that has hung up
 * already has none any more; all of those count as one.
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
