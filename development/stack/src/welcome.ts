import { demonstrationWorld } from './process-environment.js';
import type { Stack } from './stack.js';

/** A first query: one answer from all three services. */
const readyQuery = `{
  callerOrganization {
    name
    designations { title score attained gaps { peopleMissing anyOf { title } } }
    users(first: 20) {
      nodes {
        displayName
        activeAssociation(source: MICROSOFT_LEARN) { startedAt }
        credits(first: 3) { nodes { state achievement { credential { title } } } }
      }
    }
  }
}`;

/** What to open and to type once everything runs. */
export function welcome({ gatewayUrl, signInProviderUrl }: Stack, production: boolean): string {
  const line = '─'.repeat(78);
  if (production) return `${line}\nReady: ${gatewayUrl}\n${line}`;
  const lines = [line, `Ready. Open ${gatewayUrl} in a browser.`, `GraphiQL: ${gatewayUrl}/graphql`, ''];
  if (signInProviderUrl === undefined) {
    lines.push('Work accounts are those of WORK_ISSUER.');
  } else {
    const { login, learningLogin } = demonstrationWorld().demonstrationAccount;
    const query = JSON.stringify({ query: readyQuery.replace(/\s+/g, ' ') });
    lines.push(
      `Demonstration account: ${login}`,
      `Her account at Microsoft Learn, not linked yet: ${learningLogin}`,
      '',
      'The same with curl:',
      '',
      `TOKEN=$(curl -s -d account=${login} ${signInProviderUrl}/work/development-token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
      `curl -s ${gatewayUrl}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${query}'`,
      '',
      'The query, for GraphiQL:',
      '',
      readyQuery,
    );
  }
  lines.push('', 'Ctrl-C stops everything; the data stays.', line);
  return lines.join('\n');
}
