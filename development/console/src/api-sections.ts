import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { type Html, html } from './html.js';

type Described = { readonly description?: string | null | undefined };
type Field = GraphQLField<unknown, unknown> | GraphQLInputField;

/** One operation: its signature with linked types, what it does, and its arguments. */
export function operationSection(root: string, field: GraphQLField<unknown, unknown>): Html {
  return html`<section id="${root}.${field.name}">
<h3>${field.name}</h3>
<p><code>${signature(field)}</code></p>
${description(field)}
${argumentsOf(field.args)}
</section>`;
}

/** One type: what it is, and its fields, values or members. */
export function typeSection(type: GraphQLNamedType): Html {
  return html`<section id="${type.name}">
<h3>${type.name}</h3>
${description(type)}
${contentOf(type)}
</section>`;
}

function contentOf(type: GraphQLNamedType): Html {
  if (isUnionType(type))
    return html`<ul>${type.getTypes().map((member) => html`<li><code>${typeLink(member)}</code></li>`)}</ul>`;
  if (isEnumType(type)) return values(type);
  if (isScalarType(type)) return html``;
  const fields: Record<string, Field> = type.getFields();
  return html`<dl>
${Object.values(fields).map((field) => html`<dt><code>${signature(field)}</code></dt><dd>${description(field)}</dd>`)}
</dl>`;
}

function values(type: GraphQLEnumType): Html {
  return html`<dl>
${type.getValues().map((value) => html`<dt><code>${value.name}</code></dt><dd>${description(value)}</dd>`)}
</dl>`;
}

function argumentsOf(args: readonly GraphQLArgument[]): Html {
  const explained = args.filter((argument) => argument.description);
  if (explained.length === 0) return html``;
  return html`<dl>
${explained.map((argument) => html`<dt><code>${argument.name}</code></dt><dd>${description(argument)}</dd>`)}
</dl>`;
}

/** For example `users(first: Int!, after: String): UserConnection`. */
function signature(field: Field): Html {
  const args = 'args' in field ? field.args : [];
  const list = args.map((argument, index) => {
    const comma = index < args.length - 1 ? ', ' : '';
    return html`${argument.name}: ${typeLink(argument.type)}${comma}`;
  });
  return html`<b>${field.name}</b>${args.length > 0 ? html`(${list})` : ''}: ${typeLink(field.type)}`;
}

/** A type as it is written, with a link to its section. */
function typeLink(type: GraphQLType): Html {
  const named = getNamedType(type);
  const [before = '', after = ''] = String(type).split(named.name);
  if (isSpecifiedScalarType(named)) return html`${String(type)}`;
  return html`${before}<a href="#${named.name}">${named.name}</a>${after}`;
}

/** The words of the schema; what is between backticks is code. */
function description({ description: text }: Described): Html {
  if (!text) return html``;
  return html`<p>${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}</p>`;
}
