import { DataSource } from 'typeorm';
import { OrganizationRow } from '../organizations/store/organization.row.js';
import { UserRow } from '../users/store/user.row.js';

/** TypeORM's connection for writing transactions, as the app role. Migrations alone create the schema. */
export function identityDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'identity',
    entities: [OrganizationRow, UserRow],
    synchronize: false,
    installExtensions: false,
    extra: { max: 8, connectionTimeoutMillis: 3_000 },
  });
}
