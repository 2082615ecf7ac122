import { LARGEST_PAGE } from './list-users.js';
import { USER_SCHEMA } from './resource.js';

const SCHEMAS = 'urn:ietf:params:scim:schemas:core:2.0';

/** What this server can do (RFC 7643, 5). */
export function serviceProviderConfig(baseUrl: string): object {
  return {
    schemas: [`${SCHEMAS}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: LARGEST_PAGE },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token that a Global admin of the organisation issues with issueScimToken.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}

/** The one type of resource. */
export function userResourceType(baseUrl: string): object {
  return {
    schemas: [`${SCHEMAS}:ResourceType`],
    id: 'User',
    name: 'User',
    description: 'A person of the organisation.',
    endpoint: '/Users',
    schema: USER_SCHEMA,
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/User` },
  };
}

/** The attributes that are kept; others may be sent, and are left unread. */
export function userSchema(baseUrl: string): object {
  return {
    schemas: [`${SCHEMAS}:Schema`],
    id: USER_SCHEMA,
    name: 'User',
    description: 'A person of the organisation.',
    attributes: [
      { ...text('userName', 'The work address with which the person signs in.'), required: true, uniqueness: 'server' },
      { ...text('externalId', 'The person’s object id, as sign-in tokens carry it.'), caseExact: true },
      text('displayName', 'How the person is shown.'),
      {
        ...attribute('name', 'complex', 'The parts of the name.'),
        subAttributes: [text('givenName', 'Given name.'), text('familyName', 'Family name.')],
      },
      attribute('active', 'boolean', 'Whether the person has access; false makes a leaver.'),
      {
        ...attribute('emails', 'complex', 'The work address; one is kept.'),
        multiValued: true,
        subAttributes: [
          text('value', 'The address.'),
          { ...text('type', 'Always work.'), canonicalValues: ['work'] },
          attribute('primary', 'boolean', 'Always true.'),
        ],
      },
    ],
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${USER_SCHEMA}` },
  };
}

function text(name: string, description: string) {
  return { ...attribute(name, 'string', description), caseExact: false, uniqueness: 'none' };
}

function attribute(name: string, type: string, description: string) {
  const characteristics = { multiValued: false, required: false, mutability: 'readWrite', returned: 'default' };
  return { name, type, description, ...characteristics };
}
