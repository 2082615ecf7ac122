import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UserType, wholeUser } from '../../users/api/types/user.type.js';
import type { SignInContext } from './context.js';
import { DirectoryMismatchType } from './directory-mismatch.type.js';

@Resolver(() => UserType)
export class DirectoryMismatchQuery {
  @FieldResolver(() => DirectoryMismatchType, {
    nullable: true,
    description:
      'A conflict between the id that the directory sends and the id with which the person signs in; null where they agree.',
  })
  @Access(wholeUser)
  async directoryMismatch(
    @Root() { id }: UserType,
    @Ctx() { loaders }: SignInContext,
  ): Promise<DirectoryMismatchType | null> {
    const mismatch = await loaders.directoryMismatchByUser.load(id);
    if (mismatch === null) return null;
    const { directoryId, signInId, detectedAt } = mismatch;
    return objectOf(DirectoryMismatchType, { directoryId, signInId, detectedAt });
  }
}
