import { BlockList, isIP } from 'node:net';

/** Decides which IP addresses a webhook may lead to. */
export type AddressGuard = { isAllowed(address: string): boolean };

/** A network as an address and the length of its prefix. */
export type Network = { readonly address: string; readonly prefix: number };

/** Networks that are not public (IANA special-purpose registries), and addresses of cloud platforms. */
const NOT_PUBLIC: readonly (readonly [address: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // The platform services of Azure have a public address.
  ['168.63.129.16', 32],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

/** The allocated IPv6 addresses. Outside are loopback, private, link-local, mapped and translated addresses. */
const GLOBAL_IPV6 = { address: '2000::', prefix: 3 };

const LOOPBACK: readonly Network[] = [
  { address: '127.0.0.0', prefix: 8 },
  { address: '::1', prefix: 128 },
];

/** Allows public addresses, those of the given networks, and outside production those of the own machine. */
export function addressGuard({
  networks,
  production,
}: {
  readonly networks: readonly Network[];
  readonly production: boolean;
}): AddressGuard {
  const allowed = listOf(production ? networks : [...networks, ...LOOPBACK]);
  const notPublic = listOf(NOT_PUBLIC.map(([address, prefix]) => ({ address, prefix })));
  const global = listOf([GLOBAL_IPV6]);
  return {
    isAllowed(address) {
      const version = isIP(address);
      if (version === 0 || address.includes('%')) return false;
      const family = version === 4 ? 'ipv4' : 'ipv6';
      if (allowed.check(address, family)) return true;
      return (version === 4 || global.check(address, family)) && !notPublic.check(address, family);
    },
  };
}

/** Networks in CIDR notation; undefined when one is none. */
export function parseNetworks(texts: readonly string[]): Network[] | undefined {
  const networks = texts.map((text) => {
    const [, address = '', length = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return length !== '' && Number(length) <= most ? { address, prefix: Number(length) } : undefined;
  });
  return networks.includes(undefined) ? undefined : networks.filter((network) => network !== undefined);
}

function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix } of networks) list.addSubnet(address, prefix, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
