import { ENTERPRISE_SCHEMA } from '../attributes/work-attributes.js';
import { LARGEST_PAGE } from '../list-query.js';
import { USER_SCHEMA } from '../resource/user-resource.js';
import { attribute, text } from './schema-attributes.js';

const SCHEMAS = 'urn:ietf:params:scim:schemas:core:2.0';

/** The features of this server (RFC 7643, 5). */
export function serviceProviderConfig(baseUrl: string) {
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
        description: 'A token that a Global admin of the organization issues with issueScimToken.',
        primary: true,
      },
      {
        type: 'oauth2',
        name: 'OAuth 2.0 client credentials',
        description: `Access tokens from ${baseUrl}/token, with a client that a Global admin issues with issueScimClient.`,
        specUri: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.4',
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}

/** The resource type of users. */
export function userResourceType(baseUrl: string) {
  return {
    schemas: [`${SCHEMAS}:ResourceType`],
    id: 'User',
    name: 'User',
    description: 'A user of the organization.',
    endpoint: '/Users',
    schema: USER_SCHEMA,
    schemaExtensions: [{ schema: ENTERPRISE_SCHEMA, required: false }],
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/User` },
  };
}

/** The schema of users: the attributes that are stored. Others may be sent and are ignored. */
export function userSchema(baseUrl: string) {
  return {
    schemas: [`${SCHEMAS}:Schema`],
    id: USER_SCHEMA,
    name: 'User',
    description: 'A user of the organization.',
    attributes: USER_ATTRIBUTES,
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${USER_SCHEMA}` },
  };
}

/**
 * Every user has the required attributes, which cannot be removed. When a request omits them, `displayName`, `name` and
 * `active` get a default, and the work address is the user name.
 */
export const USER_ATTRIBUTES = [
  {
    ...text('userName', 'The name of the account: the work address with which the person signs in, or any other name.'),
    required: true,
    uniqueness: 'server',
  },
  {
    ...text(
      'externalId',
      'The person’s object id, as sign-in tokens carry it; a GUID compares without case. It cannot change after the first sign-in.',
    ),
    caseExact: true,
    uniqueness: 'server',
  },
  {
    ...text('displayName', 'How the person is shown; by default the parts of the name, or else the userName.'),
    required: true,
  },
  {
    ...attribute('name', 'complex', 'The parts of the name; by default those of the displayName.'),
    required: true,
    subAttributes: [text('givenName', 'Given name.'), text('familyName', 'Family name.')],
  },
  {
    ...attribute('active', 'boolean', 'Whether the person has access, by default true; false makes a leaver.'),
    required: true,
  },
  text('title', 'The job title.'),
  {
    ...attribute(
      'emails',
      'complex',
      'The work address, the only one stored; by default the userName, if that is an address.',
    ),
    multiValued: true,
    required: true,
    subAttributes: [
      {
        ...text('value', 'The address; unique when the userName is not an address.'),
        required: true,
        uniqueness: 'server',
      },
      { ...text('type', 'Always work; an address of another type is not stored.'), canonicalValues: ['work'] },
      attribute('primary', 'boolean', 'As the directory sends it, by default true.'),
    ],
  },
  {
    ...attribute('addresses', 'complex', 'The work address of the person; one address is stored.'),
    multiValued: true,
    subAttributes: [
      text('locality', 'The city.'),
      text('country', 'The country, as ISO 3166-1 alpha-2.'),
      { ...text('type', 'Always work; an address of another type is not stored.'), canonicalValues: ['work'] },
    ],
  },
] as const;

/** The schema of the enterprise extension: the attributes that are stored. */
export function enterpriseSchema(baseUrl: string) {
  return {
    schemas: [`${SCHEMAS}:Schema`],
    id: ENTERPRISE_SCHEMA,
    name: 'EnterpriseUser',
    description: 'Department and manager of a person.',
    attributes: [
      text('department', 'The department.'),
      {
        ...attribute('manager', 'complex', 'The person’s manager.'),
        subAttributes: [
          text('value', 'The id of the manager’s user.'),
          {
            ...attribute('$ref', 'reference', 'Where that user is found.'),
            referenceTypes: ['User'],
          },
          text('displayName', 'The manager’s name.'),
        ],
      },
    ],
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${ENTERPRISE_SCHEMA}` },
  };
}
