import { type BrowserPage, openInBrowser, submitSignInForm } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import type { Stack } from '@app/stack/stack';
import { expectNoErrors, type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';

/** A client of the gateway, signed in as an account of the demonstration. */
export async function signedIn(stack: Stack, login: string): Promise<GraphqlClient> {
  return graphqlClient(`${stack.gatewayUrl}/graphql`, await workToken(stack, login));
}

/** A work-account token that the development provider signs. */
export async function workToken(stack: Stack, login: string): Promise<string> {
  const response = await fetch(`${stack.signInProviderUrl}/work/development-token`, {
    method: 'POST',
    body: new URLSearchParams({ account: login }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`The provider gave no token for ${login}: status ${response.status}.`);
  return token;
}

/** A client of the gateway with the token of a program. */
export async function asMachine(stack: Stack, clientId: string, secret: string): Promise<GraphqlClient> {
  const response = await fetch(`${stack.signInProviderUrl}/work/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return graphqlClient(`${stack.gatewayUrl}/graphql`, token);
}

/** The feed of the learning source, with the token of an operator. */
export function asFeed(stack: Stack): Promise<GraphqlClient> {
  return asMachine(stack, 'platform-operator', 'development-only-operator');
}

export type Source = 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY';

const BEGIN = `mutation ($input: BeginAssociationInput!) {
  beginAssociation(input: $input) {
    __typename
    ... on BeginAssociationSuccess { flowId signInUrl expiresAt }
    ... on UserError { message }
    ... on AssociationCoolOffError { nextAssociationAt }
    ... on AssociationLimitError { nextAssociationAt limit used }
  }
}`;

/** The answer to beginAssociation. */
export type Begun = {
  __typename: string;
  flowId: string;
  signInUrl: string;
  message?: string;
  nextAssociationAt?: string;
};

/** Begins a flow that ends on the development page for completion codes. */
export async function begin(stack: Stack, client: GraphqlClient, source: Source): Promise<Begun> {
  const input = { source, returnTo: `${stack.gatewayUrl}/associate/done` };
  return expectNoErrors(await client.execute<{ beginAssociation: Begun }>(BEGIN, { input })).beginAssociation;
}

/** Signs in at the learning source as a browser does; returns the last page. */
export async function signInAtSource(begun: Begun, learningLogin: string, jar = new CookieJar()): Promise<BrowserPage> {
  return submitSignInForm(await openInBrowser(begun.signInUrl, jar), { account: learningLogin }, jar);
}

/** Reads the flow and the completion code from the address of the page. */
export function completionOf(page: BrowserPage): { flowId: string; completionCode: string } {
  const address = new URL(page.url);
  const [flowId, completionCode] = [address.searchParams.get('flow'), address.searchParams.get('completion_code')];
  if (flowId === null || completionCode === null)
    throw new Error(`No completion code at ${address.pathname}: ${page.body.slice(0, 300)}`);
  return { flowId, completionCode };
}

const CONFIRM = `mutation ($input: ConfirmAssociationInput!) {
  confirmAssociation(input: $input) {
    __typename
    ... on ConfirmAssociationSuccess {
      association { id profileId status startedAt endedAt endReason organization { id } user { id } }
      allowance { used remaining nextAssociationAt }
    }
    ... on UserError { message }
    ... on AssociationCoolOffError { nextAssociationAt }
    ... on AssociationFlowError { problem }
  }
}`;

/** The answer to confirmAssociation. */
export type Confirmed = {
  __typename: string;
  association: { id: string; profileId: string; startedAt: string; status: string };
  allowance: { used: number; remaining: number; nextAssociationAt: string | null };
  message?: string;
  nextAssociationAt?: string;
  problem?: string;
};

/** Confirms a proven flow. */
export async function confirm(
  client: GraphqlClient,
  completion: { flowId: string; completionCode: string },
): Promise<Confirmed> {
  return expectNoErrors(await client.execute<{ confirmAssociation: Confirmed }>(CONFIRM, { input: completion }))
    .confirmAssociation;
}

/** Begins a flow, signs in and confirms it. */
export async function link(
  stack: Stack,
  client: GraphqlClient,
  source: Source,
  learningLogin: string,
): Promise<Confirmed> {
  return confirm(client, completionOf(await signInAtSource(await begin(stack, client, source), learningLogin)));
}

/** Repeats a request until the answer is the expected one, for at most 20 seconds. */
export async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`It did not come true in time: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
