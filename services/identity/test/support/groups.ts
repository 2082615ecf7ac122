import { randomUUID } from 'node:crypto';
import { anAddress } from './identity.js';
import { type Directory, patchOf } from './scim.js';

export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** Users and groups that a directory creates and changes. */
export function groupsOf(scim: () => Directory) {
  return {
    aUser: async (through = scim()) => {
      const account = { userName: anAddress(), externalId: randomUUID(), displayName: 'Grace Hopper' };
      return { ...account, id: (await through('POST', '/Users', account)).body.id as string };
    },
    aGroup: async (members: readonly string[] = [], through = scim()) => {
      const displayName = `Group ${randomUUID()}`;
      const group = { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) };
      const { status, body } = await through('POST', '/Groups', group);
      expect(status).toBe(201);
      return { id: body.id as string, displayName };
    },
    membersOf: async (id: string): Promise<string[]> =>
      ((await scim()('GET', `/Groups/${id}`)).body.members ?? []).map(({ value }: { value: string }) => value).sort(),
    patch: async (id: string, ...operations: object[]) => scim()('PATCH', `/Groups/${id}`, patchOf(...operations)),
  };
}
