import { html } from '../html.js';
import type { Api } from './api.js';
import { frame } from './frame.js';
import type { OperationGroup } from './groups.js';
import { linksFrom } from './links.js';
import { operationSection } from './operation-section.js';

/** The page of a group of operations. */
export function groupPage(group: OperationGroup, api: Api): string {
  const links = linksFrom(api, 'top');
  const operations = [...api.operations.values()].filter((operation) => operation.group === group);
  const content = html`<h1>${group.title}</h1>
<p>${group.about}</p>
<ul class="contents">
${operations.map(({ coordinate, field }) => html`<li><a href="#${coordinate}">${field.name}</a></li>`)}
</ul>
${operations.map((operation) => operationSection(operation, api, links))}`;
  return frame({ title: group.title, path: `${group.name}.html`, content }, api, links);
}
