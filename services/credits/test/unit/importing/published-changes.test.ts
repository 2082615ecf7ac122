import { changesOfAssociation } from '../../../src/importing/domain/association-changes.js';
import { changesOfLeaver } from '../../../src/importing/domain/leaver-changes.js';

const [START, END, LATER] = ['2026-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z'];

describe('changesOfAssociation', () => {
  it.each<[string, { isNew?: boolean; earlier?: string }, { version: number; endedAt: string | null }, string[]]>([
    ['a new link', { isNew: true }, { version: 1, endedAt: null }, ['started 1']],
    ['a new link that has ended', { isNew: true }, { version: 2, endedAt: END }, ['started 1', 'ended 2']],
    ['a first version that has ended', { isNew: true }, { version: 1, endedAt: END }, ['ended 1']],
    ['an end', {}, { version: 2, endedAt: END }, ['ended 2']],
    ['a later version of an open link', {}, { version: 3, endedAt: null }, []],
    ['a later version of an ended link', { earlier: END }, { version: 3, endedAt: END }, []],
    ['a reinstatement', { earlier: END }, { version: 3, endedAt: null }, ['started 3 again']],
    [
      'a reinstatement that ended again',
      { earlier: END },
      { version: 4, endedAt: LATER },
      ['started 3 again', 'ended 4'],
    ],
  ])('%s', (_what, { isNew = false, earlier }, { version, endedAt }, expected) => {
    const before = { isNew, earlierEnd: earlier === undefined ? null : new Date(earlier) };
    const changes = changesOfAssociation(before, { version, startedAt: START, endedAt });
    const shown = changes.map(
      (one) => `${one.kind} ${one.version}${one.kind === 'started' && one.reinstated ? ' again' : ''}`,
    );
    expect(shown).toEqual(expected);
  });
});

describe('changesOfLeaver', () => {
  const now = new Date(END);
  it.each<[string, string | null, string | null, boolean, string[]]>([
    ['a user who stays', null, null, false, []],
    ['a new drop date', LATER, null, false, [`leaving ${LATER}`]],
    ['another drop date', LATER, START, false, [`leaving ${LATER}`]],
    ['a withdrawal', null, LATER, false, ['leaving null']],
    ['a drop date that has come', START, START, false, [`left ${START}`]],
    ['a drop date at this instant', END, END, false, [`left ${END}`]],
    ['a drop date that was published as left', START, START, true, []],
    ['a drop date that arrives late', START, null, false, [`leaving ${START}`, `left ${START}`]],
    ['a return after the drop date', null, START, true, ['leaving null']],
    ['another departure', LATER, START, true, [`leaving ${LATER}`]],
  ])('%s', (_what, date, published, hasLeft, expected) => {
    const [leavesReportAt, publishedDate] = [date, published].map((text) => (text === null ? null : new Date(text)));
    const changes = changesOfLeaver(
      { leavesReportAt: leavesReportAt ?? null, publishedDate: publishedDate ?? null, hasLeft },
      now,
    );
    const shown = changes.map((one) =>
      one.kind === 'left' ? `left ${one.leftAt.toISOString()}` : `leaving ${one.leavesReportAt?.toISOString() ?? null}`,
    );
    expect(shown).toEqual(expected);
  });
});
