import 'reflect-metadata';
import { Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { Access, allow, Subject, withObject } from '../../src/access/access.js';
import { referenceTo } from '../../src/access/reference.js';
import { objectOf } from '../../src/graphql/object-of.js';
import { buildSubgraph } from '../../src/graphql/schema.js';

@Directive('@key(fields: "id")')
@ObjectType('Planet')
@Subject<PlanetStub>(() => ({}), { reference: allow('anyone') })
class PlanetStub {
  @Field(() => ID)
  @Access(withObject)
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Moon')
@Subject<MoonStub>(() => ({}))
class MoonStub {
  @Field(() => ID)
  @Access(withObject)
  id!: string;
}

@Resolver()
class NameQuery {
  @Query(() => String, { description: 'A name.' })
  @Access(allow('anyone'))
  name(): string {
    return 'Kepler';
  }
}

const planetReference = referenceTo(PlanetStub, ({ id }: { id: string }) => objectOf(PlanetStub, { id }));
const moonReference = referenceTo(MoonStub, ({ id }: { id: string }) => objectOf(MoonStub, { id }));

describe('a subgraph built from the exports of a module', () => {
  it('has their operations, references and types', async () => {
    const { schema, sdl } = await buildSubgraph({ operations: [NameQuery, PlanetStub, planetReference] });
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(['name', '_entities', '_service']);
    expect(sdl).toContain('type Planet @key(fields: "id")');
  });

  it('fails to build with a reference without an access decision', async () => {
    const operations = [NameQuery, MoonStub, moonReference];
    await expect(buildSubgraph({ operations })).rejects.toThrow('Moon does not declare who may have it by reference');
  });

  it('fails to build with a reference to a class that is not an object type, or another export', async () => {
    const strange = referenceTo(NameQuery, () => new NameQuery());
    await expect(buildSubgraph({ operations: [NameQuery, strange] })).rejects.toThrow(
      'NameQuery is not an object type',
    );
    await expect(buildSubgraph({ operations: [NameQuery, { a: 1 }] })).rejects.toThrow('may export resolver classes');
  });
});
