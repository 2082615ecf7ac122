import { type Html, html, page } from './html.js';

/** The parameters with which a linking flow ends at the development front end. */
export type FlowEnd = { flow: string | undefined; code: string | undefined; problem: string | undefined };

const SAFE = /^[\w-]{1,300}$/;

const PROBLEMS: Record<string, string> = {
  unknown: 'This flow does not exist.',
  expired: 'The ten minutes of this flow are over.',
  not_proven: 'The sign-in at the learning provider has not happened yet.',
  dead: 'This flow is closed: it was opened twice, in another browser, or replaced by a newer one.',
  cancelled: 'The sign-in at the learning provider was canceled.',
  account_not_chosen: 'The sign-in at the learning provider ended before an account was chosen.',
  sign_in_failed: 'The sign-in at the learning provider failed.',
  no_learning_account: 'The learning provider has no such account. Which account did you use for the exam?',
  profile_incomplete: 'The learning profile is incomplete. Which account did you use for the exam?',
  mcid_not_generated: 'Which account did you use for the exam? This learning profile has no certification id yet.',
};

/**
 * Stands in for a front end during development: shows what the browser received and the operation to send next. The
 * values come from the address, so that only plain ones are put into text that may be copied into a shell.
 */
export function associateDonePage(end: FlowEnd, publicUrl: string): string {
  const { flow, code, problem } = end;
  if (problem !== undefined) return page('Not linked', problemBody(problem, flow));
  if (flow === undefined || code === undefined || !SAFE.test(flow) || !SAFE.test(code))
    return page(
      'Nothing to finish',
      html`<h1>Nothing to finish</h1>
<p>A linking flow ends here with a flow and a completion code. This address has none.</p>`,
    );
  return page('Signed in', codeBody(flow, code, publicUrl));
}

function problemBody(problem: string, flow: string | undefined): Html {
  return html`<h1>Not linked</h1>
<p>${(Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem] : undefined) ?? 'The flow ended with a problem.'}</p>
<dl>
<dt>problem</dt><dd><code>${problem.toUpperCase()}</code></dd>
<dt>flow</dt><dd><code>${flow ?? 'none'}</code></dd>
</dl>
<p>Nothing was used up. Begin again with <code>beginAssociation</code>, in <a href="/graphql">GraphiQL</a> for example.</p>`;
}

function codeBody(flow: string, code: string, publicUrl: string): Html {
  const mutation = `mutation Confirm {
  confirmAssociation(
    input: {
      flowId: "${flow}"
      completionCode: "${code}"
    }
  ) {
    __typename
    ... on ConfirmAssociationSuccess {
      association { id source profileId startedAt }
      allowance { remaining }
    }
    ... on UserError { message }
  }
}`;
  const preview = `query Pending {
  pendingAssociation(
    flowId: "${flow}"
    completionCode: "${code}"
  ) {
    __typename
    ... on PendingAssociation {
      profileId
      accountName
      effect
      endsAssociationElsewhere
      expiresAt
    }
    ... on UserError { message }
  }
}`;
  const curl = `curl -s ${publicUrl}/graphql -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '${JSON.stringify({ query: mutation.replace(/\s+/g, ' ') })}'`;
  const graphiql = `/graphql#query=${encodeURIComponent(`${preview}\n\n${mutation}\n`)}`;
  return html`<h1>Signed in: one step is left</h1>
<p>Nothing is linked yet. The person who began the flow confirms it within ten minutes.</p>
<dl>
<dt>flow</dt><dd><code id="flow">${flow}</code></dd>
<dt>completion code</dt><dd><code id="code">${code}</code></dd>
</dl>
<h2>Next</h2>
<p>Send this as the same person, <a href="${graphiql}">in GraphiQL</a>:</p>
<pre id="mutation">${mutation}</pre>
<p>Or with curl, and <a href="/console">a token</a> of the same person:</p>
<pre>${curl}</pre>
<p>To look before confirming (GraphiQL has it as well):</p>
<pre>${preview}</pre>`;
}
