/** Why an address cannot be that of a webhook. */
export const ADDRESS_PROBLEMS = [
  'NOT_HTTPS',
  'PORT_NOT_ALLOWED',
  'CREDENTIALS_IN_ADDRESS',
  'NAME_NOT_FOUND',
  'NOT_A_PUBLIC_ADDRESS',
  'OUR_OWN_ADDRESS',
] as const;
export type AddressProblem = (typeof ADDRESS_PROBLEMS)[number];

/** What the owner of an address can do about its problem. */
export const ADDRESS_REMEDIES: Readonly<Record<AddressProblem, string>> = {
  NOT_HTTPS: 'The address has to begin with https://.',
  PORT_NOT_ALLOWED: 'Use port 443, or ask the operator of this platform to allow another one.',
  CREDENTIALS_IN_ADDRESS:
    'Leave user name and password out of the address: the signature of each request shows that it comes from here.',
  NAME_NOT_FOUND: 'The name of the address cannot be resolved. Check it, or try again when its name servers answer.',
  NOT_A_PUBLIC_ADDRESS: 'The name leads to a private or reserved address. Use a host that the internet reaches.',
  OUR_OWN_ADDRESS: 'This is the address of this API. Use the address of your receiver.',
};

/** What the text of an address may be. */
export type AddressRules = {
  /** Outside production, http and any port are allowed on loopback hosts. */
  readonly production: boolean;
  readonly ports: readonly number[];
  /** Where the gateway is reached. */
  readonly publicUrl: string;
};

const LONGEST = 2_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * The address as it is stored, without its fragment; a problem where its text alone shows one; undefined for text that is
 * no http or https address of at most 2,000 characters.
 */
export function parseAddress(text: string, rules: AddressRules): URL | AddressProblem | undefined {
  if (text.length > LONGEST) return undefined;
  const url = URL.parse(text.trim());
  if (url === null || !(url.protocol in DEFAULT_PORTS) || url.hostname === '' || url.href.length > LONGEST)
    return undefined;
  url.hash = '';
  if (url.username !== '' || url.password !== '') return 'CREDENTIALS_IN_ADDRESS';
  if (isOwn(url, URL.parse(rules.publicUrl))) return 'OUR_OWN_ADDRESS';
  if (!rules.production && isLoopbackName(hostOf(url))) return url;
  if (url.protocol !== 'https:') return 'NOT_HTTPS';
  return rules.ports.includes(portOf(url)) ? url : 'PORT_NOT_ALLOWED';
}

/** The host to connect to, without the brackets of an IPv6 address and without the dot of the root. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

/** Whether the name stands for the own machine (RFC 6761), or the address is a loopback address. */
export function isLoopbackName(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|::1)$/.test(host);
}

/** On a machine of development the gateway shares its name with other servers, and they differ by port. */
function isOwn(url: URL, own: URL | null): boolean {
  if (own === null || hostOf(url) !== hostOf(own)) return false;
  return !isLoopbackName(hostOf(own)) || portOf(url) === portOf(own);
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (DEFAULT_PORTS[protocol] ?? 0) : Number(port);
}
