import { type AddressProblem, hostOf, parseAddress } from '../domain/address.js';
import { allowedAddresses, ConnectionDenied } from './sending/guarded-connector.js';
import type { WebhookServices } from './webhook-services.js';

/** The address as it is stored, or why it cannot be that of a webhook. */
export type AddressCheck =
  | { readonly kind: 'allowed'; readonly url: string }
  | { readonly kind: 'address-problem'; readonly problem: AddressProblem }
  | { readonly kind: 'no-address' };

/** Checks an address by its text and by what its name resolves to now. Every connection is checked again. */
export async function checkAddress(
  text: string,
  { addressRules, guard, resolve }: WebhookServices,
): Promise<AddressCheck> {
  const url = parseAddress(text, addressRules);
  if (url === undefined) return { kind: 'no-address' };
  if (typeof url === 'string') return { kind: 'address-problem', problem: url };
  try {
    await allowedAddresses(hostOf(url), guard, resolve);
    return { kind: 'allowed', url: url.href };
  } catch (error) {
    if (!(error instanceof ConnectionDenied)) throw error;
    const problem = error.code === 'NAME_NOT_FOUND' ? 'NAME_NOT_FOUND' : 'NOT_A_PUBLIC_ADDRESS';
    return { kind: 'address-problem', problem };
  }
}
