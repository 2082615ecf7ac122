import { attribute, text } from './schema-attributes.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';

const reference = (name: string, description: string) => ({
  ...readOnly(attribute(name, 'reference', description)),
  referenceTypes: ['uri'],
});
const supported = readOnly({ ...attribute('supported', 'boolean', 'Whether it is supported.'), required: true });
const feature = (name: string, ...more: object[]) => ({
  ...readOnly(attribute(name, 'complex', `Whether and how far ${name} is supported.`)),
  required: true,
  subAttributes: [supported, ...more],
});
const number = (name: string, description: string) =>
  readOnly({ ...attribute(name, 'integer', description), required: true });
const line = (name: string, description: string, required = true) => readOnly({ ...text(name, description), required });

/** The schemas of the resources that describe a server, equal for all servers (RFC 7643, 8.7.2). */
export function coreSchemas(baseUrl: string) {
  return [
    schema(baseUrl, 'ServiceProviderConfig', 'What the server can do.', [
      reference('documentationUri', 'Where it is described.'),
      feature('patch'),
      feature('bulk', number('maxOperations', 'Operations at most.'), number('maxPayloadSize', 'Bytes at most.')),
      feature('filter', number('maxResults', 'Resources of a page at most.')),
      feature('changePassword'),
      feature('sort'),
      feature('etag'),
      {
        ...readOnly(attribute('authenticationSchemes', 'complex', 'How a client shows who it is.')),
        multiValued: true,
        required: true,
        subAttributes: [
          line('type', 'The kind of scheme.'),
          line('name', 'Its name.'),
          line('description', 'Its description.'),
          reference('specUri', 'Where it is specified.'),
          reference('documentationUri', 'Where it is described.'),
          readOnly(attribute('primary', 'boolean', 'Whether it is preferred.')),
        ],
      },
    ]),
    schema(baseUrl, 'ResourceType', 'A type of resource.', [
      line('id', 'Its id.', false),
      line('name', 'Its name.'),
      line('description', 'Its description.', false),
      { ...reference('endpoint', 'Where its resources are, below the base address.'), required: true },
      { ...reference('schema', 'Its schema.'), required: true },
      {
        ...readOnly(attribute('schemaExtensions', 'complex', 'The schemas that extend it.')),
        multiValued: true,
        subAttributes: [
          { ...reference('schema', 'The schema.'), required: true },
          readOnly({ ...attribute('required', 'boolean', 'Whether every resource has it.'), required: true }),
        ],
      },
    ]),
    schema(baseUrl, 'Schema', 'The attributes of a type of resource.', [
      line('id', 'The URI of the schema.'),
      line('name', 'Its name.', false),
      line('description', 'Its description.', false),
      {
        ...attributeOfSchema('attributes'),
        subAttributes: [...characteristics(), attributeOfSchema('subAttributes', characteristics())],
      },
    ]),
  ];
}

function attributeOfSchema(name: string, subAttributes: object[] = []) {
  const described = readOnly(attribute(name, 'complex', 'Attributes with what is true of them.'));
  return {
    ...described,
    multiValued: true,
    required: name === 'attributes',
    ...(subAttributes.length > 0 && { subAttributes }),
  };
}

/** The characteristics of an attribute (RFC 7643, 7). */
function characteristics(): object[] {
  return [
    line('name', 'Its name.'),
    line('type', 'The type of its values.'),
    line('description', 'Its description.', false),
    line('mutability', 'Whether it may be written.', false),
    line('returned', 'When it is returned.', false),
    line('uniqueness', 'Where a value is unique.', false),
    ...['multiValued', 'required', 'caseExact'].map((name) =>
      readOnly(attribute(name, 'boolean', `Whether it is ${name}.`)),
    ),
    ...['canonicalValues', 'referenceTypes'].map((name) => ({
      ...line(name, `Its ${name}.`, false),
      multiValued: true,
    })),
  ];
}

function readOnly<Attribute extends object>(described: Attribute) {
  return { ...described, mutability: 'readOnly' };
}

function schema(baseUrl: string, name: string, description: string, attributes: readonly object[]) {
  const id = `${CORE}:${name}`;
  return {
    schemas: [`${CORE}:Schema`],
    id,
    name,
    description,
    attributes,
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
  };
}
