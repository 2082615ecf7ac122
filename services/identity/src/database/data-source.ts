import { DataSource } from 'typeorm';
import { OrganizationRow } from '../organizations/store/organization.row.js';
import { UserRow } from '../users/store/user.row.js';

/** The writing side of the service's schema, as the app role. The schema itself comes from migrations alone. */
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
