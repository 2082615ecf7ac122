import { type GraphQLNamedType, isObjectType } from 'graphql';
import { type Html, html } from '../html.js';
import type { Api } from './api.js';
import { frame } from './frame.js';
import { linksFrom } from './links.js';
import { kindOf } from './type-page.js';

/** The first page: how a request is sent and answered, and every operation. */
export function startPage(api: Api): string {
  const links = linksFrom(api, 'top');
  const operations = [...api.operations.values()];
  const content = html`<h1>Skill Link API</h1>
<p>GraphQL at <code>POST /graphql</code>, with <code>Authorization: Bearer</code> and an access token of the work account, or of a program of
the organization by client credentials. <a href="${links.group('organizations')}#Query.callerOrganization"><code>callerOrganization</code></a>
is the start of most queries, <a href="${links.group('users')}#Query.viewer"><code>viewer</code></a> the start of those about oneself.</p>
<dl>
<dt>Errors that are expected</dt>
<dd>A mutation returns a union: its success, or an error that implements <a href="${links.type('UserError') ?? ''}"><code>UserError</code></a>, whose
<code>message</code> names the next step. Unions grow: handle an unknown <code>__typename</code> by its <code>message</code>.</dd>
<dt>All other errors</dt>
<dd>GraphQL errors with <code>extensions.code</code>, such as <code>UNAUTHENTICATED</code>, <code>FORBIDDEN</code>, <code>BAD_USER_INPUT</code>,
<code>RATE_LIMITED</code> or <code>SERVICE_UNAVAILABLE</code>, and <code>extensions.requestId</code>, which the operator finds in the logs.</dd>
<dt>Lists</dt>
<dd>Connections take <code>first</code> and <code>after</code>: ask for the next page with <code>pageInfo.endCursor</code> while
<code>pageInfo.hasNextPage</code> is true.</dd>
<dt>Repeating a mutation</dt>
<dd>Where an input has <code>idempotencyKey</code>, the same key and input give the same answer for 24 hours.</dd>
<dt>Examples</dt>
<dd>Each example was answered by the product with its demonstration data. Ids, instants, secrets and addresses differ from system to system.</dd>
</dl>
${api.groups.map(
  (group) => html`<h2><a href="${links.group(group.name)}">${group.title}</a></h2>
<p>${group.about}</p>
<ul class="contents">
${operations.filter((one) => one.group === group).map((one) => html`<li><a href="${links.operation(one)}">${one.field.name}</a></li>`)}
</ul>`,
)}`;
  return frame({ title: 'Start', path: 'index.html', content }, api, links);
}

/** The kinds of types, in the order of their page. */
const KINDS: readonly (readonly [title: string, is: (type: GraphQLNamedType) => boolean])[] = [
  ['Objects and interfaces', (type) => ['object', 'interface'].includes(kindOf(type)) && !isUserError(type)],
  ['Errors', isUserError],
  ['Unions', (type) => kindOf(type) === 'union'],
  ['Inputs', (type) => kindOf(type) === 'input'],
  ['Enums', (type) => kindOf(type) === 'enum'],
  ['Scalars', (type) => kindOf(type) === 'scalar'],
];

function isUserError(type: GraphQLNamedType): boolean {
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'UserError');
}

/** The list of all types. */
export function typeListPage(api: Api): string {
  const links = linksFrom(api, 'types');
  const list = (is: (type: GraphQLNamedType) => boolean): Html => html`<ul class="contents">
${api.types.filter(is).map(({ name }) => html`<li><a href="${links.type(name) ?? ''}">${name}</a></li>`)}
</ul>`;
  const content = html`<h1>All types</h1>
${KINDS.map(([title, is]) => html`<h2>${title}</h2>${list(is)}`)}`;
  return frame({ title: 'All types', path: 'types/index.html', content }, api, links);
}
