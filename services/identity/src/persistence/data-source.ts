import { DataSource } from 'typeorm';
import { OrganizationRow } from './organization.row.js';
import { UserRow } from './user.row.js';
import { UserActivityRow } from './user-activity.row.js';

/** The writing side of the service's schema, as the app role. The schema itself comes from migrations alone. */
export function identityDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'identity',
    entities: [OrganizationRow, UserRow, UserActivityRow],
    synchronize: false,
    installExtensions: false,
    extra: { max: 8, connectionTimeoutMillis: 3_000 },
  });
}
