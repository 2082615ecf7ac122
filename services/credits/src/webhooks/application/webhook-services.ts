import type { Dependencies } from '../../dependencies.js';
import type { AddressRules } from '../domain/address.js';
import type { SecretSeal } from './sealed-secret.js';
import { secretSeal } from './sealed-secret.js';
import { type AddressGuard, addressGuard, type Network } from './sending/address-guard.js';
import { type ResolveName, resolveName } from './sending/resolve-name.js';

/** What the use cases of webhooks need beside the dependencies of the service. */
export type WebhookServices = {
  readonly addressRules: AddressRules;
  readonly guard: AddressGuard;
  readonly resolve: ResolveName;
  readonly seal: SecretSeal;
};

/** The dependencies of the use cases of webhooks. */
export type WebhookDependencies = Dependencies & { readonly webhooks: WebhookServices };

/** The settings of the service that concern webhooks. */
export type WebhookSettings = {
  readonly production: boolean;
  readonly publicUrl: string;
  readonly webhookPorts: readonly number[];
  readonly webhookNetworks: readonly Network[];
  readonly eventSigningSecret: string;
};

/** The services by the settings. */
export function webhookServices(settings: WebhookSettings): WebhookServices {
  const { production, publicUrl, webhookPorts: ports, webhookNetworks: networks, eventSigningSecret } = settings;
  return {
    addressRules: { production, ports, publicUrl },
    guard: addressGuard({ networks, production }),
    resolve: resolveName,
    seal: secretSeal(eventSigningSecret),
  };
}
