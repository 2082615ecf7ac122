import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLType,
  getNamedType,
  print,
} from 'graphql';
import { type Html, html } from '../html.js';
import type { Links } from './links.js';

/** A field of any kind of type. */
export type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

/** For example `users(first: Int!, after: String): UserConnection`. */
export function signature(field: AnyField, links: Links): Html {
  const args = 'args' in field ? field.args : [];
  const list = args.map((argument, index) => html`${index > 0 ? ', ' : ''}${input(argument, links)}`);
  return html`<b>${field.name}</b>${args.length > 0 ? html`(${list})` : ''}: ${typeLink(field.type, links)}${defaultOf(field)}`;
}

/** An argument or input field with its type and its default, such as `first: Int! = 50`. */
export function input(argument: GraphQLArgument | GraphQLInputField, links: Links): Html {
  return html`${argument.name}: ${typeLink(argument.type, links)}${defaultOf(argument)}`;
}

/** A type as it is written, with a link to its page. */
export function typeLink(type: GraphQLType, links: Links): Html {
  const named = getNamedType(type);
  const address = links.type(named.name);
  if (address === undefined) return html`${String(type)}`;
  const [before = '', after = ''] = String(type).split(named.name);
  return html`${before}<a href="${address}">${named.name}</a>${after}`;
}

function defaultOf(field: AnyField | GraphQLArgument): string {
  if (!('defaultValue' in field) || field.defaultValue === undefined) return '';
  const value = astFromValue(field.defaultValue, field.type);
  return value ? ` = ${print(value)}` : '';
}
