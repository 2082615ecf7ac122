import { GROUP_SCHEMA } from '../attributes/group-attributes.js';
import { attribute, text } from './schema-attributes.js';

const SCHEMAS = 'urn:ietf:params:scim:schemas:core:2.0';

/** The resource type of groups. */
export function groupResourceType(baseUrl: string) {
  return {
    schemas: [`${SCHEMAS}:ResourceType`],
    id: 'Group',
    name: 'Group',
    description: 'A group of the organization’s directory, which may bring its members roles.',
    endpoint: '/Groups',
    schema: GROUP_SCHEMA,
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/Group` },
  };
}

/** The schema of groups. */
export function groupSchema(baseUrl: string) {
  return {
    schemas: [`${SCHEMAS}:Schema`],
    id: GROUP_SCHEMA,
    name: 'Group',
    description: 'A group of the organization’s directory.',
    attributes: [
      {
        ...text('displayName', 'The name, unique within the organization.'),
        required: true,
        uniqueness: 'server',
      },
      { ...text('externalId', 'The group’s id in the directory.'), caseExact: true },
      {
        ...attribute('members', 'complex', 'The members, who are users.'),
        multiValued: true,
        subAttributes: [
          { ...text('value', 'The id of the user.'), mutability: 'immutable' },
          {
            ...attribute('$ref', 'reference', 'Where the user is found.'),
            referenceTypes: ['User'],
            mutability: 'immutable',
          },
          { ...text('type', 'Always User.'), canonicalValues: ['User'], mutability: 'immutable' },
        ],
      },
    ],
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${GROUP_SCHEMA}` },
  };
}
