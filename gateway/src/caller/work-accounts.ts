import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { Logger } from 'pino';
import type { Agent, Pool } from 'undici';
import type { GatewaySettings } from '../environment.js';
import { LIMITS } from '../limits/limits.js';
import { callerDirectory } from './caller-directory.js';
import { type EstablishCaller, establishCaller } from './establish-caller.js';
import { fetchJson } from './fetch-json.js';
import { type IdentifyCaller, identifyCaller } from './identify-caller.js';
import type { InternalTokens } from './internal-tokens.js';
import { issuerKeys } from './issuer-keys.js';
import { lookUpAccount } from './look-up-account.js';
import { verifiedTokens } from './verified-tokens.js';
import { type VerifyWorkToken, workTokens } from './work-token.js';

/** The work accounts of one issuer: their tokens, and the callers behind them. */
export type WorkAccounts = { verify: VerifyWorkToken; identify: IdentifyCaller; establish: EstablishCaller };

/** The work accounts of the issuer in the settings. */
export function workAccounts(
  settings: GatewaySettings,
  parts: {
    clock: Clock;
    log: Logger;
    outside: Agent;
    pools: ReadonlyMap<string, Pool>;
    tokens: InternalTokens;
    milliseconds(): number;
  },
): WorkAccounts {
  const { clock, log, milliseconds } = parts;
  const { workIssuer: issuer, workAudience: audience, platformTenantId } = settings;
  const keys = issuerKeys({
    issuer,
    discoveryUrl: settings.workDiscoveryUrl,
    production: settings.production,
    fetchJson: (url) => fetchJson(parts.outside, url),
    milliseconds,
    log,
  });
  const directory = callerDirectory({
    ask: lookUpAccount(settings.subgraphs, parts.pools, parts.tokens.ofGateway),
    cacheTime: LIMITS.callerCacheTime,
    cacheSize: LIMITS.callerCacheSize,
    milliseconds,
  });
  const verify = verifiedTokens(workTokens({ issuer, audience, keys, clock }), clock);
  const identify = identifyCaller({ directory, platformTenantId, log, milliseconds });
  return { verify, identify, establish: establishCaller({ verify, identify, log }) };
}
