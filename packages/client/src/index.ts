// What `@skill-link/client` exports.
export { type AcquireToken, bearerToken } from './bearer-token.js';
export { type BrowserSessionOptions, browserSession } from './browser-session.js';
export { EMBEDDED_TYPES, KEY_FIELDS, POSSIBLE_TYPES } from './cache-policy.js';
export { type Client, type ClientOptions, type Credentials, createClient, type SendOptions } from './client.js';
export { type ClientCredentialsOptions, clientCredentials } from './client-credentials.js';
export { type DocumentText, type TrustedDocument, type TypedDocument, TypedDocumentString } from './document.js';
export { match, type UnknownMember } from './match.js';
export { nodesOf, type Page } from './nodes-of.js';
export { type Answer, ApiError, type Fault, type Outcome, orThrow, type Problem, RenewalRejected } from './outcome.js';
