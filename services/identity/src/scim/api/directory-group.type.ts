import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { RoleEnum } from '../../users/api/types/enums.type.js';
import type { Role } from '../../users/domain/role.js';
import type { ScimGroup } from '../domain/scim-group.js';
import type { ScimContext } from './context.js';

@ObjectType('DirectoryGroup', {
  description: 'A group that the organization’s directory writes by SCIM. Every member gets its roles.',
})
export class DirectoryGroupType {
  @Field(() => ID, { description: 'The id, also used by the directory.' })
  id!: string;

  @Field(() => String, { description: 'The name in the directory.' })
  displayName!: string;

  @Field(() => String, { nullable: true, description: 'The group’s id in the directory; null when it sends none.' })
  externalId!: string | null;

  @Field(() => [RoleEnum], { description: 'The roles of every member, set by setGroupRoles.' })
  roles!: readonly Role[];

  @Field(() => Int, { description: 'Number of members; deleted users are not counted.' })
  async memberCount(@Ctx() { loaders }: ScimContext): Promise<number> {
    return loaders.groupSize.load(this.id);
  }

  /** Maps a group to its object type. */
  static fromDomain({ id, displayName, externalId, roles }: ScimGroup): DirectoryGroupType {
    return objectOf(DirectoryGroupType, { id, displayName, externalId, roles });
  }
}

export const { Connection: DirectoryGroupConnection } = connectionOf(
  () => DirectoryGroupType,
  'DirectoryGroup',
  'directory groups',
);
