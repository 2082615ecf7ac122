import { readdir, readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { documentEvents } from '../src/partner/event-body.js';

const FOLDER = new URL('../partner/', import.meta.url);
const documented = documentEvents();

/** Words of personal data, and of ids at a learning source. */
const PERSONAL = /name|mail|address$|profile|mcid|display|department|country|phone/i;

function validator() {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default(ajv);
  return ajv;
}

/** The names of all properties of a schema, at any depth. */
function propertiesOf(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(propertiesOf)];
}

it('every type has a committed file with its schema and example: run `npm run schemas`', async () => {
  const names = documented.map(({ type }) => `${type}.json`);
  expect((await readdir(FOLDER)).sort()).toEqual([...names].sort());
  for (const event of documented) {
    const committed: unknown = JSON.parse(await readFile(new URL(`${event.type}.json`, FOLDER), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(event)));
  }
});

describe.each(documented)('$type', ({ type, schema, example }) => {
  it('has an example that is valid by its schema, and stays valid with a field of a later version', () => {
    const validate = validator().compile(schema);
    validate(example);
    expect(validate.errors).toBeNull();
    const { data } = example as { data: object };
    expect(validate({ ...example, later: 1, data: { ...data, later: 1 } })).toBe(true);
  });

  it('is invalid without a required field', () => {
    const validate = validator().compile(schema);
    const { required = [] } = schema as { required?: string[] };
    for (const field of required) expect(validate({ ...example, [field]: undefined })).toBe(false);
  });

  it('has no field for names, addresses of people or profile ids', () => {
    // The address of a file is that of a download, and requires a token.
    const suspicious = propertiesOf(schema).filter((name) => PERSONAL.test(name));
    expect(suspicious).toEqual(type === 'export.ready' ? ['address'] : []);
  });
});

it('names the types as topic and event, in lower case', () => {
  for (const { type } of documented) expect(type).toMatch(/^[a-z]+\.[a-z]+$/);
});
