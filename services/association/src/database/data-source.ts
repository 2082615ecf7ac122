import { DataSource } from 'typeorm';
import { ActivityRow } from '../linking/store/activity.row.js';
import { AssociationRow } from '../linking/store/association.row.js';
import { FlowRow } from '../linking/store/flow.row.js';
import { ProofRow } from '../linking/store/proof.row.js';

/** The writing side of the service's schema, as the app role. The schema itself comes from migrations alone. */
export function associationDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'association',
    entities: [AssociationRow, FlowRow, ProofRow, ActivityRow],
    synchronize: false,
    installExtensions: false,
    extra: { max: 8, connectionTimeoutMillis: 3_000 },
  });
}
