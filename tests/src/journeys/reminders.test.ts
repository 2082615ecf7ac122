import { fixedClock } from '@app/test-kit/fixed-clock';
import { type TestMailServer, testMailServer } from '../../../services/identity/test/support/mail-server.js';
import { isolatedStarts } from '../model/system/isolated-starts.js';
import { registerOrganizations } from '../model/system/organizations.js';
import { type RunningServices, startServices } from '../model/system/running-services.js';
import { runningSystem } from '../model/system/running-system.js';
import { eventually } from './people.js';

const RECORD = `mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) {
  ... on RecordAchievementsSuccess { recorded } } }`;
const CHOOSE = `mutation ($input: SetMailPreferencesInput!) { setMailPreferences(input: $input) { __typename } }`;
const SOURCE = 'MICROSOFT_LEARN';
const PEOPLE = 5;

type System = Awaited<ReturnType<typeof runningSystem>>;

describe('a reminder by mail', () => {
  const clock = fixedClock('2026-03-01T09:00:00.000Z');
  let mail: TestMailServer;
  let services: RunningServices;
  let system: System;
  let flows = 0;
  beforeAll(async () => {
    mail = await testMailServer();
    services = await startServices(isolatedStarts, clock, { mail: mail.settings });
    const organizations = await registerOrganizations(services, ['ON_DEACTIVATE']);
    const organizationOf = Array.from({ length: PEOPLE }, () => 0);
    system = await runningSystem(services, clock, organizations, 0, { organizationOf, invitedAtFirst: PEOPLE });
  }, 300_000);
  afterAll(async () => {
    await services.stop();
    await mail.stop();
  });

  const day = (days = 0) => new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const inWords = (isoDay: string) =>
    new Date(isoDay).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const none = (text: string, values: unknown[] = []) =>
    eventually(
      () => services.sql(text, values),
      (rows) => rows.length === 0,
    );
  /** Runs a job as the schedule does, now. */
  const run = async (service: 'association' | 'credits' | 'identity', job: string) => {
    const [added] = await services.sql<{ id: string }>(`SELECT id FROM ${service}_worker.add_job($1)`, [job]);
    await none(`SELECT last_error FROM ${service}_worker._private_jobs WHERE id = $1`, [added?.id]);
  };
  /** Waits until identity has what the other services published. */
  const published = async () => {
    for (const service of ['association', 'credits'])
      await none(`SELECT FROM ${service}_worker._private_jobs WHERE payload->'envelope'->>'type' = 'reminder.due.v1'`);
  };
  /** Runs the job of reminders twice and waits until all mail is sent or canceled. */
  const remind = async (service: 'association' | 'credits', job: string) => {
    for (const _time of [1, 2]) await run(service, job);
    await published();
    await none("SELECT FROM identity.mail_message WHERE state = 'WAITING'");
  };
  const remindersTo = (person: number) =>
    mail.to(system.people.addressOf(person)).filter(({ subject }) => !subject?.includes('invites you'));
  const subjectsTo = (person: number) => remindersTo(person).map(({ subject }) => subject);
  const link = async (person: number) => {
    await system.begin(person, SOURCE);
    const flow = flows++;
    await system.signIn(flow, person);
    expect(await system.confirm({ flow, by: person, rightCode: true })).toMatchObject({
      is: 'ConfirmAssociationSuccess',
    });
  };
  const choose = (person: number, input: object) => system.people.asPerson(person, CHOOSE, { input });
  /** A linked person with a certification that expires that many days from now. */
  const holder = async (person: number, days: number) => {
    await link(person);
    await eventually(
      () =>
        services.sql(
          `SELECT FROM credits.association JOIN credits.user_account u ON u.id = user_id
            WHERE user_id = $1 AND ended_at IS NULL AND u.status = 'ACTIVE'`,
          [system.people.userIdOf(person)],
        ),
      (rows) => rows.length > 0,
    );
    const expiresOn = day(days);
    const achievedAt = `${Number(expiresOn.slice(0, 4)) - 1}${expiresOn.slice(4)}T10:00:00.000Z`;
    const profileId = system.profileOf(SOURCE, person);
    const items = [{ externalId: `certification ${person}`, profileId, credentialCode: 'AZ-ADMIN', achievedAt }];
    const answer = await system.people.asOperator(RECORD, { input: { source: SOURCE, items } });
    expect(answer.data?.recordAchievements).toEqual({ recorded: 1 });
    return expiresOn;
  };

  it('of an expiry reaches the person 90, 60 and 30 days before it, once each, and none who stopped such mail', async () => {
    const expiresOn = await holder(0, 100);
    await holder(1, 100);
    await choose(1, { renewals: false });
    await remind('credits', 'remind-of-renewals');
    expect(subjectsTo(0)).toEqual([]);
    const subject = `Azure Administrator Associate expires on ${inWords(expiresOn)}`;
    for (const [times, days] of [10, 30, 30].entries()) {
      clock.advance({ days });
      await remind('credits', 'remind-of-renewals');
      expect(subjectsTo(0)).toEqual(Array.from({ length: times + 1 }, () => subject));
    }
    const [letter] = remindersTo(0);
    expect(letter?.text).toContain(`Renew it at Microsoft Learn by ${inWords(expiresOn)}, without another exam.`);
    expect(letter?.text).toContain(`${services.gatewayUrl}/profile`);
    expect(new Set(remindersTo(0).map(({ messageId }) => messageId)).size).toBe(3);
    expect(subjectsTo(1)).toEqual([]);
  });

  it('is sent once by the time the mail server is back, however many jobs ran meanwhile', async () => {
    await holder(2, 91);
    clock.advance({ days: 1 });
    await mail.down();
    await run('credits', 'remind-of-renewals');
    await published();
    for (const _time of [1, 2]) await run('identity', 'send-mail');
    const failing = 'SELECT FROM identity.mail_message WHERE user_id = $1 AND failing_since IS NOT NULL';
    expect(await services.sql(failing, [system.people.userIdOf(2)])).toHaveLength(1);
    await mail.open();
    clock.advance({ minutes: 2 });
    await run('identity', 'send-mail');
    await remind('credits', 'remind-of-renewals');
    expect(subjectsTo(2)).toHaveLength(1);
  });

  it('of the next association reaches the person on its date, once, and none who stopped such mail', async () => {
    for (const person of [3, 4]) {
      await link(person);
      await system.remove(person, SOURCE);
    }
    await choose(4, { nextAssociation: false });
    clock.advance({ days: 29 });
    await remind('association', 'remind-of-next-association');
    expect(subjectsTo(3)).toEqual([]);
    clock.advance({ days: 1 });
    await remind('association', 'remind-of-next-association');
    expect(subjectsTo(3)).toEqual(['You can link a Microsoft Learn profile again']);
    expect(remindersTo(3)[0]?.text).toContain('The waiting time is over');
    expect(subjectsTo(4)).toEqual([]);
  });
});
