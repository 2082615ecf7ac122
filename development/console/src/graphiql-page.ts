import { type DemonstrationAccounts, labelOf } from './demonstration-accounts.js';
import { embeddedJson, html } from './html.js';

/** The tabs of a first visit: the story of a link, in its order. */
export const firstQueries = (publicUrl: string): string[] => [
  `# One query, three services. Press the button.
# It needs a role that reads reports with names.
query OrganizationSkills {
  callerOrganization {
    name
    designations { title skillingPoints skillingMax }
    users(first: 20) {
      nodes {
        displayName
        activeAssociation(source: MICROSOFT_LEARN) {
          profileId
          startedAt
        }
        credits(first: 5) {
          nodes {
            state
            achievement { credential { title } }
          }
        }
      }
    }
  }
}
`,
  `# Open to every user, about themselves.
query MyCredits {
  viewer {
    displayName
    activeAssociation(source: MICROSOFT_LEARN) {
      profileId
      startedAt
    }
    associationAllowance(source: MICROSOFT_LEARN) {
      remaining
      nextAssociationAt
    }
    credits(first: 20) {
      nodes {
        state
        reasons
        achievement { credential { title } }
      }
    }
  }
}
`,
  `# Linking a learning profile begins here.
# The bar above then leads to the sign-in page.
mutation Begin {
  beginAssociation(
    input: {
      source: MICROSOFT_LEARN
      returnTo: ${JSON.stringify(`${publicUrl}/console/associate/done`)}
    }
  ) {
    ... on BeginAssociationSuccess {
      signInUrl
      expiresAt
    }
    ... on UserError { message }
  }
}
`,
];

/** GraphiQL with a bar that signs in as a demonstration account; every file comes from this server. */
export function graphiqlPage(settings: {
  publicUrl: string;
  issuer: string;
  demonstration: DemonstrationAccounts;
}): string {
  const { publicUrl, issuer, demonstration } = settings;
  const data = {
    tokenUrl: `${issuer}/development-token`,
    accounts: demonstration.accounts.map((account) => ({ login: account.login, label: labelOf(account) })),
    queries: firstQueries(publicUrl),
  };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL · Skill Link</title>
<link rel="stylesheet" href="/development/graphiql.css">
<link rel="stylesheet" href="/development/graphiql-page.css">
</head>
<body>
<form id="bar">
<label for="account">Ask as</label>
<select id="account"></select>
<span id="state" role="status"></span>
<a id="sign-in" hidden>Open the sign-in page</a>
<a href="/console">Console</a>
<button id="copy" type="button" disabled>Copy the token for curl</button>
</form>
<div id="graphiql">Loading…</div>
<noscript>GraphiQL needs scripts. The same operations can be sent by POST to /graphql.</noscript>
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
