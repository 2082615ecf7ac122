import type { DemonstrationAccounts } from './demonstration-accounts.js';
import { html, page } from './html.js';

/** The page at the bare address of the gateway. */
export function startPage(addresses: {
  publicUrl: string;
  issuer: string;
  demonstration: DemonstrationAccounts;
}): string {
  const { publicUrl, issuer, demonstration } = addresses;
  const account = demonstration.suggested ?? 'name@company.example';
  return page(
    'Skill Link',
    html`<h1>Skill Link</h1>
<p>The gateway is running, in development.</p>
<ul>
<li><a href="/graphql">GraphiQL</a>: ask the graph, as one of the demonstration accounts</li>
<li><a href="/readyz">Readiness</a> of the gateway and the services</li>
</ul>
<h2>With curl</h2>
<pre>TOKEN=$(curl -s ${issuer}/development-token -d account=${account} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s ${publicUrl}/graphql -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"query":"{ viewer { displayName organization { name } } }"}'</pre>`,
  );
}
