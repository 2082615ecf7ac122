import { Access, allow } from '@app/subgraph-kit/access/access';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Dependencies } from '../../dependencies.js';
import type { CredentialKind } from '../domain/catalog.js';
import { CredentialKindEnum } from './catalog-enums.type.js';
import { CredentialType } from './credential.type.js';

@Resolver()
export class CredentialsQuery {
  @Query(() => [CredentialType], {
    description:
      'The catalog, sorted by code; search matches a part of code, title or exam code. Lists exams when kind is EXAM. Every ' +
      'signed-in caller.',
  })
  @Access(allow('signed-in'))
  credentials(
    @Arg('search', () => String, { nullable: true }) search: string | null | undefined,
    @Arg('kind', () => CredentialKindEnum, { nullable: true }) kind: CredentialKind | null | undefined,
    @Ctx() { rules: { catalog } }: Pick<Dependencies, 'rules'>,
  ): CredentialType[] {
    const text = parseSearch(search);
    const found =
      kind === 'EXAM' ? catalog.examsNamed(text) : text === null ? catalog.credentials : catalog.search(text);
    return [...found]
      .filter((credential) => kind == null || credential.kind === kind)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((credential) => CredentialType.from(credential, catalog));
  }
}
