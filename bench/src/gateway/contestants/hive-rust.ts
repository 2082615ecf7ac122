import { contestant } from './circumstances.js';
import { startHiveGateway } from './hive-gateway.js';

contestant((circumstances) => startHiveGateway(circumstances, { rust: true }));
