import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopbackName } from '../../domain/address.js';

/** The addresses of a host; none when it has none or its name servers do not answer. */
export type ResolveName = (host: string) => Promise<readonly string[]>;

const ATTEMPT_MILLISECONDS = 1_000;
/** A registration waits for it, and the gateway waits for the registration. */
const LONGEST_MILLISECONDS = 2_500;

/**
 * Asks the name servers of the machine. Not `dns.lookup`: a name server that does not answer would occupy one of the few
 * threads that the files and the other connections of the process need.
 */
export const resolveName: ResolveName = async (host) => {
  if (isIP(host) !== 0) return [host];
  if (isLoopbackName(host)) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: ATTEMPT_MILLISECONDS, tries: 2 });
  const timer = setTimeout(() => resolver.cancel(), LONGEST_MILLISECONDS);
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  clearTimeout(timer);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
};
