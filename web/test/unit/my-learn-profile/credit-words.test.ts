import type { CreditReason, MyCreditFragment } from '../../../src/graphql/documents.ts';
import {
  creditSentence,
  creditState,
  creditTone,
  titlesByCode,
} from '../../../src/pages/my-learn-profile/credit-words.ts';

const now = new Date('2026-11-30T12:00:00Z');
const titles = titlesByCode([
  { code: 'infrastructure', title: 'Infrastructure', isSpecialization: false },
  { code: 'security', title: 'Security', isSpecialization: false },
  { code: 'avd', title: 'Azure Virtual Desktop', isSpecialization: true },
]);

type Changes = Partial<Omit<MyCreditFragment, 'achievement'>> & {
  expiresOn?: string | null;
  credential?: Partial<MyCreditFragment['achievement']['credential']>;
};

function credit({ expiresOn = '2027-10-27', credential = {}, ...changes }: Changes = {}): MyCreditFragment {
  return {
    id: 'c',
    state: 'COUNTED',
    reasons: [],
    expectedBy: '2026-12-10T00:00:00Z',
    dropsAt: null,
    contributesTo: [],
    achievement: {
      expiresOn,
      source: 'MICROSOFT_LEARN',
      credential: {
        code: 'AZ-140',
        title: 'Azure Virtual Desktop Specialty',
        kind: 'CERTIFICATION',
        level: 'SPECIALTY',
        retiredOn: null,
        supersededBy: [],
        ...credential,
      },
    },
    ...changes,
  };
}

const contribution = (designation: string, value: number, reason: CreditReason | null = null) => ({
  designation,
  points: value,
  reason,
});
const sentence = (changes: Changes) => creditSentence(credit(changes), titles, now);

describe('the sentence of a credit', () => {
  it('names the points and where they are paid', () => {
    expect(sentence({ contributesTo: [contribution('infrastructure', 4)] })).toBe('4 points in Infrastructure.');
    expect(
      sentence({
        contributesTo: [
          contribution('infrastructure', 2.5),
          contribution('infrastructure', 1.5),
          contribution('security', 1),
        ],
      }),
    ).toBe('4 points in Infrastructure and 1 point in Security.');
  });

  it('names a specialization, which has no points', () => {
    expect(sentence({ contributesTo: [contribution('avd', 0)] })).toBe(
      'It counts toward Azure Virtual Desktop; a specialization has no points.',
    );
  });

  it('reminds of the renewal in the last 180 days', () => {
    const contributesTo = [contribution('infrastructure', 4)];
    expect(sentence({ contributesTo, expiresOn: '2027-05-01' })).toBe(
      '4 points in Infrastructure. Renew it at Microsoft Learn before 1 May 2027.',
    );
    expect(sentence({ contributesTo, expiresOn: '2027-06-01' })).toBe('4 points in Infrastructure.');
    expect(sentence({ contributesTo, expiresOn: null })).toBe('4 points in Infrastructure.');
  });

  it('promises the day of a pending credit, and says what helps when it is overdue', () => {
    expect(sentence({ state: 'PENDING' })).toBe('It is counted by 10 Dec 2026 at the latest; usually within a minute.');
    expect(sentence({ state: 'PENDING', expectedBy: '2026-11-20T00:00:00Z' })).toMatch(/^It should have been counted/);
  });

  it('says what helps with an expired and a retired certification', () => {
    expect(sentence({ state: 'NOT_COUNTED', reasons: ['EXPIRED'], expiresOn: '2026-09-14' })).toBe(
      'Expired on 14 Sep 2026. The exam has to be passed again.',
    );
    const successor = { retiredOn: '2026-06-30', supersededBy: [{ title: 'Fabric Analyst' }] };
    expect(sentence({ state: 'NOT_COUNTED', reasons: ['RETIRED'], credential: successor })).toBe(
      'Retired on 30 Jun 2026. Earn Fabric Analyst instead.',
    );
  });

  it('explains a counted credit without points by the reason of its requirement', () => {
    expect(
      sentence({ reasons: ['CAP_REACHED'], contributesTo: [contribution('infrastructure', 0, 'CAP_REACHED')] }),
    ).toMatch(/^Colleagues fill the points already/);
  });

  it('falls back to the bare reason and state of a later API', () => {
    expect(sentence({ state: 'NOT_COUNTED', reasons: ['PAUSED' as CreditReason] })).toBe('PAUSED');
    expect(creditState('FROZEN' as 'COUNTED')).toBe('FROZEN');
  });

  it('has its own words for each reason', () => {
    const reasons: CreditReason[] = [
      'CAP_REACHED',
      'EXPIRED',
      'LAG',
      'MOVED_AWAY',
      'NOT_IN_ANY_REQUIREMENT',
      'NOT_LINKED',
      'PERSON_ALREADY_COUNTED',
      'PERSON_LEFT',
      'RETIRED',
      'REVOKED',
      'STEP_NOT_REACHED',
    ];
    const words = reasons.map((reason) => sentence({ state: 'NOT_COUNTED', reasons: [reason] }));
    expect(new Set(words).size).toBe(reasons.length);
  });
});

describe('the color of a credit', () => {
  it('is green only where points are paid', () => {
    expect(creditTone(credit({ contributesTo: [contribution('infrastructure', 4)] }))).toBe('good');
    expect(creditTone(credit({ contributesTo: [contribution('infrastructure', 0, 'CAP_REACHED')] }))).toBe('quiet');
    expect(creditTone(credit({ state: 'NOT_COUNTED', reasons: ['EXPIRED'] }))).toBe('bad');
  });
});
