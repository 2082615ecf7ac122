import { DataSource } from 'typeorm';
import { AchievementReportRow } from '../achievements/store/achievement-report.row.js';

/** The tables whose single rows TypeORM reads and writes; statements name the columns of the others (columns.ts). */
const ENTITIES = [AchievementReportRow];

/** The writing side of the service's schema, as the app role. The schema itself comes from migrations alone. */
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
