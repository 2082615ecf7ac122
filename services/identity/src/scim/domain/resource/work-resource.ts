import { isUuid } from '../../../organizations/domain/uuid.js';
import type { WorkProfile } from '../../../users/domain/work-profile.js';
import { ENTERPRISE_SCHEMA } from '../attributes/work-attributes.js';

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** The work profile as part of a SCIM resource; empty when the directory sent none. */
export function workResource(work: WorkProfile, baseUrl: string): object {
  const { department, title } = work;
  const [address, manager] = [addressOf(work), managerOf(work, baseUrl)];
  const extension = { ...(department !== null && { department }), ...(manager && { manager }) };
  const isExtended = Object.keys(extension).length > 0;
  return {
    ...(title !== null && { title }),
    ...(address && { addresses: [address] }),
    ...(isExtended && { schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA], [ENTERPRISE_SCHEMA]: extension }),
  };
}

function addressOf({ country, city }: WorkProfile): object | undefined {
  if (country === null && city === null) return undefined;
  return { type: 'work', ...(city !== null && { locality: city }), ...(country !== null && { country }) };
}

function managerOf({ manager: value, managerName }: WorkProfile, baseUrl: string): object | undefined {
  if (value === null) return undefined;
  return {
    value,
    ...(isUuid(value) && { $ref: `${baseUrl}/Users/${value}` }),
    ...(managerName !== null && { displayName: managerName }),
  };
}
