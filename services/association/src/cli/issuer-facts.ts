import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import { boundedFetch } from '../providers/application/bounded-fetch.js';
import { discoverProvider, type ProviderAddress } from '../providers/application/provider-metadata.js';

/** An issuer as settings name it. */
export type IssuerAddress = ProviderAddress;

const MILLISECONDS = 5_000;

/** Whether an issuer answers, by the rules of sign-ins: null, or why not. */
export async function faultOfIssuer(address: IssuerAddress): Promise<string | null> {
  try {
    await discoverProvider(address, boundedFetch(AbortSignal.timeout(MILLISECONDS)));
    return null;
  } catch (error) {
    return failureForLog(error);
  }
}
