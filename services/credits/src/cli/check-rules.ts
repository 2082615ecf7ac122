import { log, error as report } from 'node:console';
import { loadRules, readRuleFile } from '../rules/store/load-rules.js';

// `npm run rules:check -- <file>…`: lists every fault with file, place and reason; exit code 1 when there is one.
const files = process.argv.slice(2);
if (files.length === 0) {
  report('Which rule file? npm run rules:check -- <file>…');
  process.exitCode = 2;
}
for (const file of files) {
  try {
    readRuleFile(file, loadRules());
    log(`${file}: no fault`);
  } catch (fault) {
    report((fault as Error).message);
    process.exitCode = 1;
  }
}
