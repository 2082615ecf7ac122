import type { DemonstrationAccount, DemonstrationAccounts } from './demonstration-accounts.js';
import { type Html, html, page } from './html.js';
import type { Health, Process } from './processes.js';

type StartPage = {
  /** Where the application is: the gateway. */
  publicUrl: string;
  /** The issuer of work accounts. */
  issuer: string;
  demonstration: DemonstrationAccounts;
  processes: readonly { process: Process; health: Health }[];
};

/** The page of a newcomer after the start: what to open, whom to sign in as, and what is running. */
export function startPage({ publicUrl, issuer, demonstration, processes }: StartPage): string {
  const { suggested, accounts } = demonstration;
  const story = accounts.filter(({ goodFor }) => goodFor !== undefined);
  const others = accounts.filter(({ goodFor }) => goodFor === undefined);
  return page(
    'Skill Link in development',
    html`<h1>Skill Link in development</h1>
<ul>
<li><a href="/">The application</a>, as a person at a partner company uses it</li>
<li><a href="/graphql">GraphiQL</a>: send operations, as one of the accounts below</li>
<li><a href="/console/mailbox">Mailbox</a>: the mail that the product has sent</li>
<li><a href="/console/api/">The API reference</a>: operations and types, with examples and a search</li>
</ul>
<h2>Accounts</h2>
<p>There are no passwords: the sign-in page has the account selected, and you continue.</p>
${story.length > 0 ? storyTable(story) : ''}
${others.length > 0 ? othersTable(others) : ''}
<h2>What is running</h2>
${processTable(processes)}
<p>Load this page again to ask again. Logs are in <code>.data/logs</code>.</p>
<h2>With curl</h2>
<pre>TOKEN=$(curl -s ${issuer}/development-token -d account=${suggested ?? 'name@company.example'} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s ${publicUrl}/graphql -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"query":"{ viewer { displayName organization { name } } }"}'</pre>`,
  );
}

function storyTable(accounts: readonly DemonstrationAccount[]): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Accounts of the story"><table>
<thead><tr><th scope="col">Account</th><th scope="col">Good for</th><th scope="col">Open</th></tr></thead>
<tbody>
${accounts.map(
  (account) => html`<tr><th scope="row">${account.name}<br><small>${account.login}</small></th>
<td>${account.goodFor ?? ''}</td><td class="ways">${ways(account)}</td></tr>`,
)}
</tbody></table></div>`;
}

function othersTable(accounts: readonly DemonstrationAccount[]): Html {
  return html`<details><summary>${String(accounts.length)} more accounts</summary>
<div class="wide" tabindex="0" role="region" aria-label="More accounts"><table>
<thead><tr><th scope="col">Account</th><th scope="col">Organization</th><th scope="col">Roles</th><th scope="col">Open</th></tr></thead>
<tbody>
${accounts.map(
  (account) => html`<tr><th scope="row">${account.name}<br><small>${account.login}</small></th>
<td>${account.belongsTo}</td><td>${account.roles.join(', ')}</td><td class="ways">${ways(account)}</td></tr>`,
)}
</tbody></table></div></details>`;
}

/** The account is suggested to the sign-in page, and chosen in GraphiQL. */
function ways({ login, name }: DemonstrationAccount): Html {
  const signIn = `/session/sign-in?${new URLSearchParams({ again: '1', login_hint: login, return: '/profile' })}`;
  const graphiql = `/graphql#${new URLSearchParams({ account: login })}`;
  return html`<a href="${signIn}" aria-label="Application as ${name}, ${login}">Application</a>
<a href="${graphiql}" aria-label="GraphiQL as ${name}, ${login}">GraphiQL</a>`;
}

function processTable(processes: StartPage['processes']): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Processes"><table>
<thead><tr><th scope="col">Process</th><th scope="col">Task</th><th scope="col">Address</th><th scope="col">State</th></tr></thead>
<tbody>
${processes.map(
  ({
    process,
    health,
  }) => html`<tr><th scope="row">${process.name}</th><td>${process.task}</td><td><code>${process.url}</code></td>
<td class="${health === 'ready' ? 'good' : 'bad'}">${health === 'ready' ? '●' : '✕'} ${health}</td></tr>`,
)}
</tbody></table></div>`;
}
