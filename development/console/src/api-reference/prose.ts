import { type GraphQLSchema, isEnumType } from 'graphql';
import { type Html, html } from '../html.js';
import type { Links } from './links.js';

/** A word of a description that may be a name: `Webhook.deliveries`, `SkillsReport`, `requestExport`, GLOBAL_ADMIN, users:read. */
const NAMES = /[A-Za-z][\w.:]*\w/g;
const BETWEEN_NAMES = /([A-Za-z][\w.:]*\w)/;
const TWO_WORDS = /^\w*[a-z][A-Z]\w*$/;
const PERMISSION = /^[a-z]+:[a-z.]+$/;

/** The sentences of a description; names in it lead to what they name. */
export function prose(text: string, links: Links): Html {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? code(part, links) : sentence(part, links)));
  return html`${parts}`;
}

function sentence(text: string, links: Links): Html {
  const words = text
    .split(BETWEEN_NAMES)
    .map((word, index) => (index % 2 === 1 ? oneWord(word, links) : html`${word}`));
  return html`${words}`;
}

function oneWord(word: string, links: Links): Html {
  if (PERMISSION.test(word) || /^[A-Z]+(_[A-Z]+)+$/.test(word)) return html`<code>${word}</code>`;
  const names = TWO_WORDS.test(word) || word.includes('.');
  return names && links.named(word) !== undefined ? code(word, links) : html`${word}`;
}

function code(text: string, links: Links): Html {
  const address = links.named(text);
  return address === undefined ? html`<code>${text}</code>` : html`<a href="${address}"><code>${text}</code></a>`;
}

const BETWEEN_SENTENCES = /(?<=[.!?)])\s+(?=[A-Z'’`]|[a-z]+: )/;
const AUDIENCE =
  /^(For|Every) .*\b(callers?|operators|programs)\b|\bfor the same callers\b|^The (signed-in )?(person|owner)\b|^Visible to\b/;

/** A description in two parts: what the operation does, and the sentences that name its callers. */
export function splitCallers(description: string, schema: GraphQLSchema): { does: string; callers: string } {
  const role = schema.getType('Role');
  const roles = isEnumType(role) ? role.getValues().map(({ name }) => name) : [];
  const sentences = description.split(BETWEEN_SENTENCES);
  const namesCallers = (sentence: string) =>
    AUDIENCE.test(sentence) ||
    (sentence.match(NAMES) ?? []).some((name) => roles.includes(name) || PERMISSION.test(name));
  return {
    does: sentences.filter((sentence) => !namesCallers(sentence)).join(' '),
    callers: sentences.filter(namesCallers).join(' '),
  };
}
