import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY, repositoryFile } from '../repository.js';
import { accessDecisions, PAGE, permissionTable, withTable } from './permission-table.js';

// `npm run schemas`: writes which permission opens which fields into the page for integrators.
const page = withTable(repositoryFile(PAGE), permissionTable(accessDecisions()));
writeFileSync(join(REPOSITORY, PAGE), page);
