import { type Html, html } from '../html.js';
import type { Example } from './examples.js';

/** An example below one of the operations that it shows: the request and its answer. */
export function exampleSection({ title, about, as, operation, variables, answer }: Example, coordinate: string): Html {
  const hasVariables = Object.keys(variables).length > 0;
  return html`<details class="example">
<summary>${title}</summary>
<p>${about === '' ? '' : `${about} `}${callerOf(as)}</p>
${text('Operation', operation, `${coordinate}: ${title}`)}
${hasVariables ? text('Variables', json(variables), `${coordinate}: ${title}`) : ''}
${text('Answer', json(answer), `${coordinate}: ${title}`)}
</details>`;
}

function callerOf(as: string | null): Html {
  if (as === null) return html`Sent without a token.`;
  return as.includes('@')
    ? html`Sent by <code>${as}</code> of the demonstration data.`
    : html`Sent by the program <code>${as}</code> of the demonstration data.`;
}

function text(name: string, content: string, of: string): Html {
  return html`<figure><figcaption>${name}</figcaption><pre tabindex="0" role="region" aria-label="${name} of ${of}"><code>${content}</code></pre></figure>`;
}

/** Indented, with short objects and lists on one line. */
function json(value: unknown, indent = ''): string {
  const line = oneLine(value);
  if (indent.length + line.length <= 90 || typeof value !== 'object' || value === null) return line;
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => deeper + json(item, deeper))
    : Object.entries(value).map(([name, item]) => `${deeper}${JSON.stringify(name)}: ${json(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
