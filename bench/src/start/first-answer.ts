import { demonstrationWorld } from '@app/stack/process-environment';
import { readOperations } from '../gateway/operations.js';

/** Whether a gateway answers the query of the README to the account of the demonstration, by all three services. */
export async function isAnswered(gatewayUrl: string, signInProviderUrl: string): Promise<boolean> {
  try {
    const { login } = demonstrationWorld().demonstrationAccount;
    const form = new URLSearchParams({ account: login });
    const signedIn = await fetch(`${signInProviderUrl}/work/development-token`, { method: 'POST', body: form });
    const { access_token: token } = (await signedIn.json()) as { access_token?: string };
    const answer = await fetch(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: readOperations(['L'])[0]?.body ?? '',
    });
    const { data, errors } = (await answer.json()) as { data?: { callerOrganization?: unknown }; errors?: unknown };
    return data?.callerOrganization !== undefined && data.callerOrganization !== null && errors === undefined;
  } catch {
    return false;
  }
}
