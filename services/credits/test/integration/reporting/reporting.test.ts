import { type ReportingStage, reportingStage } from '../../support/reporting-stage.js';
import { describeCommands } from './command.js';
import { describeLogin } from './login.js';
import { describePrimary } from './primary.js';
import { describeViews } from './views.js';

// One primary and one standby for all of them: they are the slow part.
let stage: ReportingStage;
beforeAll(async () => {
  stage = await reportingStage();
});
afterAll(() => stage.stop());

describeViews(() => stage);
describeLogin(() => stage);
describePrimary(() => stage);
describeCommands(() => stage);
