import type { DemonstrationAccounts } from './demonstration-accounts.js';
import { embeddedJson, html } from './html.js';

const FIRST_QUERY = `# One question, three services. Choose an account above, then press the button.
query OrganizationSkills {
  callerOrganization {
    name
    designations { title skillingPoints skillingMax }
    users(first: 20) {
      nodes {
        displayName
        activeAssociation(source: MICROSOFT_LEARN) { profileId startedAt }
        credits(first: 5) { nodes { achievement { credential { title } } state } }
      }
    }
  }
}
`;

/** GraphiQL with a bar that signs in as a demonstration account; every file comes from this server. */
export function graphiqlPage(settings: { issuer: string; demonstration: DemonstrationAccounts }): string {
  const { issuer, demonstration } = settings;
  const data = { tokenUrl: `${issuer}/demonstration-token`, accounts: demonstration.accounts, query: FIRST_QUERY };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="stylesheet" href="/development/graphiql.css">
<link rel="stylesheet" href="/development/graphiql-page.css">
</head>
<body>
<form id="bar">
<label for="account">Ask as</label>
<select id="account"></select>
<span id="state" role="status"></span>
<button id="copy" type="button" disabled>Copy the token for curl</button>
</form>
<div id="graphiql">Loading…</div>
<noscript>GraphiQL needs scripts. The same questions go to POST /graphql.</noscript>
<script id="settings" type="application/json">${embeddedJson(data)}</script>
<script src="/development/react.js"></script>
<script src="/development/react-dom.js"></script>
<script src="/development/graphiql.js"></script>
<script src="/development/graphiql-page.js"></script>
</body>
</html>
`.text;
}

/** GraphiQL sets styles from its script; scripts, fonts and data come from here, tokens from the issuer. */
export function graphiqlPolicy(issuer: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${new URL(issuer).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
