import { type Html, html } from '../html.js';
import type { Api } from './api.js';
import type { Links } from './links.js';

/** A page of the reference around its content: search, and the list of all pages. */
export function frame(page: { title: string; path: string; content: Html }, { groups }: Api, links: Links): string {
  const entry = (path: string, title: string) => {
    const current = path === page.path ? html` aria-current="page"` : '';
    return html`<li><a href="${links.file(path)}"${current}>${title}</a></li>`;
  };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Skill Link API</title>
<link rel="icon" href="${links.file('icon.svg')}">
<link rel="stylesheet" href="${links.file('reference.css')}">
<script src="${links.file('reference.js')}" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="home" href="${links.file('index.html')}">Skill Link API</a>
<search hidden data-index="${links.file('search-index.js')}" data-root="${links.file('')}">
<label for="words">Search</label>
<input id="words" type="search" autocomplete="off" spellcheck="false" aria-describedby="found">
<p id="found" role="status"></p>
<ol id="results"></ol>
</search>
</header>
<div class="columns">
<nav aria-label="Pages">
<ul>
${entry('index.html', 'Start')}
${groups.map(({ name, title }) => entry(`${name}.html`, title))}
${entry('types/index.html', 'All types')}
</ul>
</nav>
<main id="content" tabindex="-1">
${page.content}
</main>
</div>
</body>
</html>
`.text;
}
