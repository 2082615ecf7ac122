import { type GraphQLArgument, getNamedType, isInputObjectType, isObjectType, isUnionType } from 'graphql';
import { type Html, html } from '../html.js';
import type { Api, Operation } from './api.js';
import { exampleSection } from './example-section.js';
import type { Links } from './links.js';
import { deprecation, description } from './parts.js';
import { prose, splitCallers } from './prose.js';
import { input, signature, typeLink } from './signature.js';

/** How an operation is sent: its root, or the type whose field it is. */
const kindOf = ({ parent }: Operation): string =>
  ({ Query: 'query', Mutation: 'mutation' })[parent] ?? `field of ${parent}`;

/** An operation: what it does, its callers, its arguments, each answer, and examples. */
export function operationSection(operation: Operation, api: Api, links: Links): Html {
  const { coordinate, field } = operation;
  const { does, callers } = splitCallers(field.description ?? '', api.schema);
  const examples = api.examples.get(coordinate) ?? [];
  return html`<section id="${coordinate}" aria-labelledby="title-${coordinate}">
<h2 id="title-${coordinate}">${field.name} <small>${kindOf(operation)}</small></h2>
<pre class="signature"><code>${signature(field, links)}</code></pre>
${deprecation(field, links)}
${does === '' ? '' : html`<p>${prose(does, links)}</p>`}
${callers === '' ? '' : html`<h3>Callers</h3><p>${prose(callers, links)}</p>`}
${argumentsOf(field.args, links)}
<h3>Answer</h3>
${answerOf(operation, links)}
${examples.length === 0 ? '' : html`<h3>${examples.length === 1 ? 'Example' : 'Examples'}</h3>`}
${examples.map((example) => exampleSection(example, coordinate))}
</section>`;
}

function argumentsOf(args: readonly GraphQLArgument[], links: Links): Html {
  if (args.length === 0) return html``;
  return html`<h3>Arguments</h3>
<dl>
${args.map((argument) => html`<dt><code>${input(argument, links)}</code></dt><dd>${deprecation(argument, links)}${description(argument, links)}${fieldsOf(argument, links)}</dd>`)}
</dl>`;
}

/** The fields of an input, so that a caller need not open another page. */
function fieldsOf({ type }: GraphQLArgument, links: Links): Html {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return html``;
  return html`${description(named, links)}<dl>
${Object.values(named.getFields()).map((field) => html`<dt><code>${input(field, links)}</code></dt><dd>${deprecation(field, links)}${description(field, links)}</dd>`)}
</dl>`;
}

function answerOf({ field }: Operation, links: Links): Html {
  const named = getNamedType(field.type);
  if (!isUnionType(named)) return html`<p><code>${typeLink(field.type, links)}</code></p>${description(named, links)}`;
  const members = [...named.getTypes()].sort((a, b) => Number(isError(a)) - Number(isError(b)));
  return html`${description(named, links)}<dl>
${members.map(
  (member) => html`<dt><code>${typeLink(member, links)}</code></dt>
<dd>${description(member, links)}<ul class="fields">
${Object.values(member.getFields()).map((one) => html`<li><code>${signature(one, links)}</code></li>`)}
</ul></dd>`,
)}
</dl>`;
}

const isError = (type: unknown): boolean =>
  isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'UserError');
