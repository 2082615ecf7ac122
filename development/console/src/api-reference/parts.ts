import { type Html, html } from '../html.js';
import type { Links } from './links.js';
import { prose } from './prose.js';

/** A paragraph with the description of something; nothing when it has none. */
export function description(one: { readonly description?: string | null | undefined }, links: Links): Html {
  return one.description ? html`<p>${prose(one.description, links)}</p>` : html``;
}

/** The note that something goes away, with what to use instead. */
export function deprecation(one: { readonly deprecationReason?: string | null | undefined }, links: Links): Html {
  if (one.deprecationReason === null || one.deprecationReason === undefined) return html``;
  return html`<p class="deprecated"><b>Deprecated.</b> ${prose(one.deprecationReason, links)}</p>`;
}
