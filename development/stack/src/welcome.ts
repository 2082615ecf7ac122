import { demonstrationWorld } from './process-environment.js';
import type { Stack } from './stack.js';

/** A first query: one answer from all three services. */
const query =
  '{ callerOrganization { name designations { title score attained } users(first: 20) { nodes { displayName ' +
  'activeAssociation(source: MICROSOFT_LEARN) { startedAt } credits(first: 3) { nodes { state } } } } } }';

/** What to open and to type once everything runs. */
export function welcome({ gatewayUrl, signInProviderUrl }: Stack, production: boolean): string {
  const line = '─'.repeat(78);
  if (production) return `${line}\nReady: ${gatewayUrl}\n${line}`;
  const lines = [
    line,
    `Ready. Open ${gatewayUrl} in a browser.`,
    '',
    `Accounts, the API to read, what is running: ${gatewayUrl}/console`,
    `GraphiQL: ${gatewayUrl}/graphql`,
    `The mail that it sends: ${gatewayUrl}/console/mailbox`,
    '',
  ];
  if (signInProviderUrl === undefined) {
    lines.push('Work accounts are those of WORK_ISSUER.');
  } else {
    const { login, learningLogin } = demonstrationWorld().demonstrationAccount;
    lines.push(
      `Sign in as ${login}; her account at Microsoft Learn, not linked yet: ${learningLogin}`,
      '',
      'With curl:',
      '',
      `TOKEN=$(curl -s -d account=${login} ${signInProviderUrl}/work/development-token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
      `curl -s ${gatewayUrl}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`,
    );
  }
  lines.push('', 'Ctrl-C stops everything; the data stays.', line);
  return lines.join('\n');
}
