import type { ClientMetadata } from 'oidc-provider';
import type { MachineAccount } from './accounts.js';

/** The association service at Microsoft Learn. The secret protects nothing but demonstration accounts. */
export const LEARN_CLIENT = { id: 'skill-link-learn', secret: 'development-only-learn' } as const;

/** The association service at Partner University. */
export const UNIVERSITY_CLIENT = { id: 'skill-link-university', secret: 'development-only-university' } as const;

/** The web application, for which the gateway signs people in and renews their sessions. */
export const WEB_CLIENT = { id: 'skill-link-web', secret: 'development-only-web' } as const;

/** Browser front ends sign people in with their work account: public client, code and PKCE. */
export const FRONTEND_CLIENT_ID = 'skill-link-frontend';

/** The client that development tokens name, so that a log distinguishes them from real sign-ins. */
export const DEMONSTRATION_CLIENT_ID = 'skill-link-demonstration';

/** The confidential client of a learning source; people return to the gateway's callback. */
export function learningClient(client: { id: string; secret: string }, gatewayUrl: string): ClientMetadata {
  return {
    client_id: client.id,
    client_secret: client.secret,
    redirect_uris: [new URL('/associate/callback', gatewayUrl).href],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

/** The public client of every front end; each registered origin has its own /signed-in page. */
export function frontendClient(origins: readonly string[]): ClientMetadata {
  return {
    client_id: FRONTEND_CLIENT_ID,
    redirect_uris: origins.map((origin) => new URL('/signed-in', origin).href),
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'none',
  };
}

/** The confidential client of the web application: with refresh tokens, and a way back after the end of a session. */
export function webClient(origins: readonly string[]): ClientMetadata {
  return {
    client_id: WEB_CLIENT.id,
    client_secret: WEB_CLIENT.secret,
    redirect_uris: origins.map((origin) => new URL('/session/callback', origin).href),
    post_logout_redirect_uris: origins.map((origin) => new URL('/', origin).href),
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

/** A machine: client_credentials only. */
export function machineClient(machine: MachineAccount): ClientMetadata {
  return {
    client_id: machine.clientId,
    client_secret: machine.clientSecret,
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}
