import 'reflect-metadata';
import {
  Directive,
  Field,
  FieldResolver,
  ID,
  InterfaceType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access, accessOf, allow, allowSilently, Subject, visibleTo, withObject } from '../../src/access/access.js';
import type { Caller } from '../../src/callers/caller.js';
import { connectionOf } from '../../src/graphql/connection.js';
import { objectOf } from '../../src/graphql/object-of.js';
import { buildSubgraph } from '../../src/graphql/schema.js';

@InterfaceType({ description: 'An expected error.', resolveType: () => 'TornError' })
abstract class BookError {
  @Field(() => String)
  message!: string;
}

@ObjectType({ implements: BookError, description: 'The book is torn.' })
class TornError extends BookError {}

@Directive('@key(fields: "id")')
@ObjectType('Book', { description: 'A book.' })
@Subject<BookType>(({ organizationId }) => ({ organizationId }), { reference: allow('member') })
class BookType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => String, { nullable: true })
  @Access(allowSilently('GLOBAL_ADMIN'))
  price!: string | null;

  organizationId!: string;
}

const { Connection: BookConnection } = connectionOf(() => BookType, 'Book');

@ObjectType({ description: 'A reader without access decisions.' })
@Directive('@key(fields: "id")')
class Reader {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'A loan.' })
@Subject<Loan>(({ organizationId }) => ({ organizationId }))
class Loan {
  @Field(() => String)
  until!: string;

  organizationId!: string;
}

@Resolver(() => BookType)
class BookResolver {
  @Query(() => BookConnection, { description: 'Books.' })
  @Access(allow('signed-in'))
  books(): null {
    return null;
  }

  @Mutation(() => TornError, { description: 'Lends.' })
  @Access(allow('person'))
  lend(): null {
    return null;
  }

  @FieldResolver(() => String, { description: 'Where it stands.' })
  @Access(allow('member'))
  shelf(@Root() book: BookType): string {
    return book.id;
  }
}

@Resolver()
class UndecidedQuery {
  @Query(() => String, { description: 'Anything.' })
  undecided(): string {
    return '';
  }
}

@Resolver()
class LooseQuery {
  @Query(() => String, { description: 'Anything.' })
  @Access(withObject)
  loose(): string {
    return '';
  }
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A shelf.' })
class Shelf {
  @Field(() => ID)
  @Access(withObject)
  id!: string;
}

@Resolver(() => Shelf)
class ShelfResolver {
  @Query(() => Shelf, { description: 'A shelf.' })
  @Access(allow('signed-in'))
  shelf(): null {
    return null;
  }

  @FieldResolver(() => String, { description: 'What they say.' })
  review(): string {
    return '';
  }
}

@Resolver()
class ReaderQuery {
  @Query(() => Reader, { description: 'A reader.' })
  @Access(allow('signed-in'))
  reader(): null {
    return null;
  }
}

@ObjectType({ description: 'A plate.' })
class Plate {
  @Field(() => String, { nullable: true })
  @Access(allow('member'))
  text!: string | null;
}

@Resolver()
class PlateQuery {
  @Query(() => Plate, { description: 'A plate.' })
  @Access(allow('signed-in'))
  plate(): null {
    return null;
  }
}

@Resolver()
class LoanQuery {
  @Query(() => Loan, { description: 'A loan.' })
  @Access(allow('signed-in'))
  loan(): null {
    return null;
  }
}

// biome-ignore lint/complexity/noBannedTypes: type-graphql takes resolver classes as functions
const build = (more: Function[] = []) => buildSubgraph({ operations: [BookResolver, ...more] });

describe('access decisions', () => {
  it('come from resolver methods, field resolvers and class fields', async () => {
    const { access } = await build();
    expect(accessOf(access, 'Query.books')).toEqual(allow('signed-in'));
    expect(accessOf(access, 'Mutation.lend')).toEqual(allow('person'));
    expect(accessOf(access, 'Book.shelf')).toEqual(allow('member'));
    expect(accessOf(access, 'Book.price')).toEqual(allowSilently('GLOBAL_ADMIN'));
    expect(access.Book?.reference).toEqual(allow('member'));
    expect(access.Book?.subject?.({ organizationId: 'here' })).toEqual({ organizationId: 'here' });
  });

  it('let fields of pages, edges and errors follow their object', async () => {
    const { access } = await build();
    for (const field of [
      'BookConnection.totalCount',
      'BookEdge.node',
      'PageInfo.endCursor',
      'TornError.message',
    ] as const)
      expect(accessOf(access, field)).toBe(withObject);
  });

  it.each([
    ['a root field', UndecidedQuery, 'Query.undecided'],
    ['a root field that follows no object', LooseQuery, 'Query.loose'],
    ['a field resolver of an entity', ShelfResolver, 'Shelf.review'],
    ['a field of an entity', ReaderQuery, 'Reader.id'],
    ['a field of a type with a subject', LoanQuery, 'Loan.until'],
  ])('fail the build when %s has none', async (_, resolver, name) => {
    await expect(build([resolver])).rejects.toThrow(`Fields without an access decision: ${name}`);
  });

  it('fail the build when a restricted field belongs to a type without a subject', async () => {
    await expect(build([PlateQuery])).rejects.toThrow('Plate.text is restricted');
  });
});

describe('visibleTo', () => {
  const machine = (organizationId: string): Caller => ({
    kind: 'machine',
    clientId: 'm',
    organizationId,
    permissions: [],
  });
  const book = objectOf(BookType, { id: '1', price: null, organizationId: 'here' });

  it('returns the object to callers who may have it by reference, and null to other callers', () => {
    expect(visibleTo(machine('here'), book)).toBe(book);
    expect(visibleTo(machine('elsewhere'), book)).toBeNull();
    expect(visibleTo(machine('here'), null)).toBeNull();
  });

  it('throws for a type without a reference decision', () => {
    const loan = objectOf(Loan, { until: '2026-12-01', organizationId: 'here' });
    expect(() => visibleTo(machine('here'), loan)).toThrow('Loan does not declare');
  });
});
