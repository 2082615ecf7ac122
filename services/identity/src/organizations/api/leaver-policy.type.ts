import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { LEAVER_POLICIES } from '../domain/organization.js';

export const LeaverPolicyEnum = enumOf(LEAVER_POLICIES);
registerEnumType(LeaverPolicyEnum, {
  name: 'LeaverPolicy',
  description: 'The signal that makes a user a leaver: deactivation or deletion, or deletion alone.',
});
