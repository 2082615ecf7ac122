import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSchema } from '../contract/composed-api.js';
import { REPOSITORY } from '../repository.js';
import { decidedRows, TABLE, tableText } from './table.js';

// `npm run schemas`: writes what each caller gets for each field, as the rules decide.
writeFileSync(join(REPOSITORY, TABLE), tableText(decidedRows(apiSchema())));
