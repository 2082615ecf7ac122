import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { operationSection, typeSection } from './api-sections.js';
import { type Html, html, page } from './html.js';

/** The kinds of types, in the order of the page. */
const KINDS: readonly (readonly [title: string, is: (type: GraphQLNamedType) => boolean])[] = [
  ['Objects and unions', (type) => !isInputObjectType(type) && !isEnumType(type) && !isScalarType(type)],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
  ['Scalars', isScalarType],
];

/** The API as a page to read: operations first, then every type that they use. */
export function apiPage(file: string): string {
  const schema = buildSchema(readFileSync(file, 'utf8'));
  const operations = [
    ['Queries', schema.getQueryType()],
    ['Mutations', schema.getMutationType()],
  ] as const;
  return page(
    'API',
    html`<h1>API</h1>
<p>Every operation and type of <code>api.graphql</code>. Errors that are expected are members of the union of a result; a client keeps a
branch for members that it does not know yet. Try operations in <a href="/graphql">GraphiQL</a>, or go <a href="/console">back</a>.</p>
${operations.map(([title, root]) => operationsOf(title, root))}
${KINDS.map(([title, is]) => typesOf(title, typesIn(schema).filter(is)))}`,
  );
}

function operationsOf(title: string, root: GraphQLObjectType | null | undefined): Html {
  const fields = Object.values(root?.getFields() ?? {});
  return html`<h2>${title}</h2>
${contents(fields.map(({ name }) => [`${root?.name}.${name}`, name]))}
${fields.map((field) => operationSection(String(root?.name), field))}`;
}

function typesOf(title: string, types: readonly GraphQLNamedType[]): Html {
  return html`<h2>${title}</h2>
${contents(types.map(({ name }) => [name, name]))}
${types.map(typeSection)}`;
}

function typesIn(schema: GraphQLSchema): GraphQLNamedType[] {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()];
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !roots.includes(type))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function contents(entries: readonly (readonly [id: string, name: string])[]): Html {
  return html`<ul class="contents">
${entries.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
</ul>`;
}
