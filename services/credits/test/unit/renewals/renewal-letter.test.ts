import { reminderDue } from '@app/events/reminder-due';
import type { Credential } from '../../../src/catalog/domain/catalog.js';
import { type Expiring, renewalLetter } from '../../../src/renewals/domain/renewal-letter.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { addDays, type Day } from '../../../src/values/domain/day.js';

const { catalog } = loadRules();
const TODAY = '2026-11-30' as Day;
const expiring = (code: string, inDays: number): Expiring => ({
  credential: catalog.get(code) as Credential,
  expiresOn: addDays(TODAY, inDays),
  daysBefore: 30,
});
const textOf = (...all: Expiring[]) => renewalLetter(catalog, all, TODAY);

describe('renewalLetter', () => {
  it('names the credential, the day and what helps', () => {
    const { title } = expiring('AZ-ADMIN', 30).credential;
    expect(textOf(expiring('AZ-ADMIN', 30))).toEqual({
      subject: `${title} expires on 30 December 2026`,
      paragraphs: [
        `${title} expires on 30 December 2026. Renew it at Microsoft Learn by 30 December 2026, without another exam.`,
        'An expired credential no longer counts for your company.',
      ],
    });
  });

  it('names the successor of a retired credential', () => {
    const successor = catalog.get('MLOPS')?.title;
    expect(textOf(expiring('AZ-DS', 30)).paragraphs[0]).toMatch(`It cannot be renewed. Earn ${successor} instead.`);
  });

  it('asks to pass an assessment again', () => {
    const credential = { ...expiring('AZ-ADMIN', 30).credential, kind: 'ASSESSMENT' } as const;
    const { paragraphs } = textOf({ ...expiring('AZ-ADMIN', 30), credential });
    expect(paragraphs[0]).toMatch(/To keep it, pass the assessment again by 30 December 2026\.$/);
  });

  it('lists several by their expiry', () => {
    const { subject, paragraphs } = textOf(expiring('AZ-SEC', 90), expiring('AZ-ADMIN', 30));
    expect(subject).toBe('2 of your credentials expire soon');
    expect(paragraphs[0]).toMatch(expiring('AZ-ADMIN', 30).credential.title);
    expect(paragraphs[1]).toMatch(expiring('AZ-SEC', 90).credential.title);
  });

  it('fits the contract of reminders for every credential, and for all of them together', () => {
    const all = catalog.credentials.map(({ code }) => expiring(code, 30));
    const envelope = { id: '0199aaaa-0000-7000-8000-000000000001', version: 1, kind: 'RENEWAL' };
    const rest = {
      ...envelope,
      ...{ organizationId: envelope.id, userId: envelope.id },
      ...{ action: { label: 'Open', path: '/profile' }, notAfter: '2026-12-30T00:00:00.000Z' },
    };
    for (const one of [...all.map((single) => [single]), all]) {
      const { subject, paragraphs } = textOf(...one);
      expect(reminderDue.schema.parse({ ...rest, subject, paragraphs })).toMatchObject({ subject });
    }
    expect(all.length).toBeGreaterThan(40);
  });
});
