import type { Page } from 'playwright-core';
import type { Product } from '../../support/product.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';

/** What the directory of an organization does, with its token. */
export type Directory = {
  /** Creates a group, and answers with the status. */
  writeGroup(displayName: string, members?: readonly string[]): Promise<number>;
  removeGroup(displayName: string): Promise<void>;
  /** Gives a user another externalId, and answers with the status. */
  changeExternalId(userName: string, externalId: string): Promise<number>;
  /** The id of a user by their address. */
  userId(userName: string): Promise<string>;
};

/** Issues a token on the page of the directory, and reads its secret. */
export async function issueToken(page: Page, label: string): Promise<string> {
  const tokens = page.getByRole('region', { name: 'Tokens' }).first();
  await tokens.getByLabel('Label').fill(label);
  await tokens.getByRole('button', { name: 'Issue token' }).click();
  return String(await tokens.getByText(/^scim_/).textContent());
}

/** Revokes a token on the page of the directory. */
export async function revokeToken(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: `Revoke… ${label}`, exact: true }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** The directory that has a secret. */
export function directoryWith(secret: string, product: Product): Directory {
  const scim = (path: string, method = 'GET', body?: object): Promise<Response> =>
    fetch(`${product.url}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const idOf = async (path: string, filter: string): Promise<string> => {
    const found = (await (await scim(`${path}?${new URLSearchParams({ filter })}`)).json()) as Found;
    return found.Resources[0]?.id ?? 'unknown';
  };
  const userId: Directory['userId'] = (userName) => idOf('/Users', `userName eq "${userName}"`);
  return {
    async writeGroup(displayName, members = []) {
      const group = { schemas: [`${CORE}:Group`], displayName, members: members.map((value) => ({ value })) };
      return (await scim('/Groups', 'POST', group)).status;
    },
    async removeGroup(displayName) {
      await scim(`/Groups/${await idOf('/Groups', `displayName eq "${displayName}"`)}`, 'DELETE');
    },
    async changeExternalId(userName, value) {
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
      const Operations = [{ op: 'Replace', path: 'externalId', value }];
      return (await scim(`/Users/${await userId(userName)}`, 'PATCH', { schemas, Operations })).status;
    },
    userId,
  };
}

type Found = { readonly Resources: readonly { readonly id: string }[] };
