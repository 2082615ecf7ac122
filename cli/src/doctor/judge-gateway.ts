import { type Finding, ok, problem, warning } from './finding.js';
import type { GatewayFacts } from './gateway-facts.js';

/** The gateway: it starts with valid settings alone, so that one that answers has them. */
export function judgeGateway(facts: GatewayFacts): Finding {
  const check = 'gateway answers';
  if ('fault' in facts)
    return problem(
      check,
      `Not ready: ${facts.fault}.`,
      'With a setting that is missing or contradicts another it does not start: docker-compose logs gateway names each. Is GATEWAY_URL its address?',
    );
  const { isReady, away, rejecting } = facts;
  const addresses = 'Its IDENTITY_URL, ASSOCIATION_URL and CREDITS_URL have to be the addresses of the services.';
  if (rejecting.length > 0)
    return problem(
      check,
      `Its token is rejected by ${rejecting.join(', ')}.`,
      'INTERNAL_VERIFY_KEY of each service has to be the public half of INTERNAL_SIGNING_KEY, and their clocks have to agree; start them again.',
    );
  if (!isReady && away.length === 0)
    return problem(check, 'Not ready: it is stopping.', 'docker-compose ps says whether it starts again.');
  if (!isReady) return problem(check, `Not ready: it does not reach ${away.join(', ')}.`, addresses);
  if (away.length > 0) return warning(check, `Ready, and it does not reach ${away.join(', ')}.`, addresses);
  return ok(check, 'Ready; every service accepts its token.');
}
