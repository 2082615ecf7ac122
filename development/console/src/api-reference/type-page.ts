import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { type Html, html } from '../html.js';
import type { Api } from './api.js';
import { frame } from './frame.js';
import { type Links, linksFrom } from './links.js';
import { deprecation, description } from './parts.js';
import { type AnyField, input, signature, typeLink } from './signature.js';

/** The page of a type: what it is, what it has, and where it is used. */
export function typePage(type: GraphQLNamedType, api: Api): string {
  const links = linksFrom(api, 'types');
  const uses = api.uses.get(type.name) ?? [];
  const content = html`<h1>${type.name} <small>${kindOf(type)}</small></h1>
${description(type, links)}
${contentOf(type, api.schema, links)}
<h2>Used by</h2>
${uses.length === 0 ? html`<p>Nothing: it is an interface of the types above.</p>` : usesOf(uses, links)}`;
  return frame({ title: type.name, path: `types/${type.name}.html`, content }, api, links);
}

/** The kind of a type in the words of GraphQL. */
export function kindOf(type: GraphQLNamedType): string {
  if (isUnionType(type)) return 'union';
  if (isEnumType(type)) return 'enum';
  if (isScalarType(type)) return 'scalar';
  if (isInputObjectType(type)) return 'input';
  return isInterfaceType(type) ? 'interface' : 'object';
}

function contentOf(type: GraphQLNamedType, schema: GraphQLSchema, links: Links): Html {
  if (isUnionType(type)) return html`<h2>Members</h2>${described(type.getTypes(), links)}`;
  if (isEnumType(type))
    return html`<h2>Values</h2><dl>
${type.getValues().map((value) => html`<dt id="${type.name}.${value.name}"><code>${value.name}</code></dt><dd>${deprecation(value, links)}${description(value, links)}</dd>`)}
</dl>`;
  if (isScalarType(type)) return html``;
  return html`${isObjectType(type) ? implemented(type.getInterfaces(), links) : ''}
<h2>Fields</h2>
${fieldsOf(type.name, type.getFields(), links)}
${isInterfaceType(type) ? html`<h2>Implemented by</h2>${described(schema.getPossibleTypes(type), links)}` : ''}`;
}

function implemented(interfaces: readonly GraphQLNamedType[], links: Links): Html {
  if (interfaces.length === 0) return html``;
  return html`<p>Implements ${interfaces.map((one) => html`<code>${typeLink(one, links)}</code> `)}</p>`;
}

function described(types: readonly GraphQLNamedType[], links: Links): Html {
  return html`<dl>
${types.map((one) => html`<dt><code>${typeLink(one, links)}</code></dt><dd>${description(one, links)}</dd>`)}
</dl>`;
}

function fieldsOf(type: string, fields: Readonly<Record<string, AnyField>>, links: Links): Html {
  return html`<dl>
${Object.values(fields).map(
  (field) => html`<dt id="${type}.${field.name}"><code>${signature(field, links)}</code></dt>
<dd>${deprecation(field, links)}${description(field, links)}${argumentsOf(field, links)}</dd>`,
)}
</dl>`;
}

function argumentsOf(field: AnyField, links: Links): Html {
  const explained = 'args' in field ? field.args.filter((argument) => argument.description) : [];
  if (explained.length === 0) return html``;
  return html`<dl>
${explained.map((argument) => html`<dt><code>${input(argument, links)}</code></dt><dd>${description(argument, links)}</dd>`)}
</dl>`;
}

function usesOf(uses: readonly string[], links: Links): Html {
  return html`<ul class="contents">
${uses.map((use) => {
  const address = links.named(use.replace(/\(.*/, ''));
  const name = use.replace(/^(Query|Mutation)\./, '');
  return html`<li>${address === undefined ? html`<code>${name}</code>` : html`<a href="${address}"><code>${name}</code></a>`}</li>`;
})}
</ul>`;
}
