import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findUncommented, readCatalog, renameCatalog } from '../src/catalog.js';
import { emptyDatabase } from '../src/database.js';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let catalog: string;

beforeAll(async () => {
  database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.item (
      id integer CONSTRAINT item_pk PRIMARY KEY,
      price numeric NOT NULL DEFAULT 1,
      CONSTRAINT item_price CHECK (price > 0)
    ) WITH (fillfactor = 80);
    CREATE INDEX item_by_price ON shop.item (price) WHERE price > 10;
    ALTER TABLE shop.item ENABLE ROW LEVEL SECURITY;
    CREATE POLICY item_cheap ON shop.item FOR SELECT USING (price < 100);
    CREATE FUNCTION shop.keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- Items stay.
      RETURN NULL;
    END $$;
    CREATE TRIGGER item_stays BEFORE DELETE ON shop.item EXECUTE FUNCTION shop.keep();
    INSERT INTO shop.item VALUES (1, 20);
    COMMENT ON TABLE shop.item IS 'Things for sale.';
    COMMENT ON CONSTRAINT item_pk ON shop.item IS 'An item is sold under one number.';
  `);
  await client.end();
  catalog = await readCatalog(database.adminUrl, 'shop');
});
afterAll(() => database.drop());

describe('readCatalog', () => {
  it('prints tables and functions with everything that is declared on them', () => {
    expect(catalog).toBe(`function keep()
  body BEGIN RETURN NULL;
       END
  definition RETURNS trigger LANGUAGE plpgsql
  grant EXECUTE TO PUBLIC
  owner postgres

table item
  column id integer NOT NULL
  column price numeric NOT NULL DEFAULT 1
  constraint item_pk PRIMARY KEY (id)
  constraint item_price CHECK ((price > (0)::numeric))
  index CREATE INDEX item_by_price ON shop.item USING btree (price) WHERE (price > (10)::numeric)
  owner postgres
  policy item_cheap FOR SELECT TO PUBLIC USING (price < (100)::numeric)
  row level security enabled
  row {"id": 1, "price": 20}
  storage fillfactor=80
  trigger CREATE TRIGGER item_stays BEFORE DELETE ON shop.item FOR EACH STATEMENT EXECUTE FUNCTION shop.keep()
`);
  });
});

describe('renameCatalog', () => {
  it('changes nothing without new names', () => {
    expect(renameCatalog(catalog, {})).toBe(catalog);
  });

  it('renames objects everywhere and details of one object, and sorts again', () => {
    const renamed = renameCatalog(catalog, { everywhere: { item: 'ware', 'item_*': 'ware_*' }, item: { id: 'sku' } });
    expect(renamed).not.toMatch(/\bitem/);
    expect(renamed).toContain('  constraint ware_pk PRIMARY KEY (sku)\n');
    expect(renamed.indexOf('column price')).toBeLessThan(renamed.indexOf('column sku'));
  });

  it('rejects new names for an object that the catalog does not have', () => {
    expect(() => renameCatalog(catalog, { unknown: { id: 'sku' } })).toThrow('The catalog has no unknown.');
  });
});

describe('findUncommented', () => {
  it('lists what has no comment', async () => {
    expect(await findUncommented(database.adminUrl, 'shop')).toEqual([
      'constraint item.item_price',
      'function keep',
      'policy item.item_cheap',
      'trigger item.item_stays',
    ]);
  });
});
