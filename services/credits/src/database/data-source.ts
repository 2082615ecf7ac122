import { DataSource } from 'typeorm';
import { AchievementReportRow } from '../achievements/store/achievement-report.row.js';

/** Tables whose single rows TypeORM reads and writes; all other statements use columns (columns.ts). */
const ENTITIES = [AchievementReportRow];

/** The writing connection of the service, as the app role. Migrations alone change the schema. */
export function creditsDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'credits',
    entities: ENTITIES,
    synchronize: false,
    installExtensions: false,
    extra: { max: 8, connectionTimeoutMillis: 3_000 },
  });
}
