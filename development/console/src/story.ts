/** What a newcomer can try with the accounts of the demonstration story, by address, in the order of the start page. */
export const STORY: ReadonlyMap<string, string> = new Map([
  [
    'amara.okafor@harbour.example',
    'Start here. Link amara@home.example at Microsoft Learn: Infrastructure, which Harbour Systems has just lost, is attained again.',
  ],
  [
    'eleanor.whitcombe@harbour.example',
    'Global admin of Harbour Systems: invites, deletes and restores people, sets roles, issues directory tokens.',
  ],
  ['hannah.goldberg@harbour.example', 'Manages users, and holds what Infrastructure lacks under a profile not linked.'],
  ['viktor.petrov@harbour.example', 'Account admin: people without reports. Also not linked.'],
  ['ravi.menon@harbour.example', 'In the cool-off: the page says from which day a profile can be linked.'],
  ['marta.kowalczyk@harbour.example', 'Has used the three links of a year: the page says when the next is possible.'],
  [
    'rowan.tregarthen@harbour.example',
    'Removed the link that had made Infrastructure full; see it in the changes of the report.',
  ],
  [
    'greta.lindqvist@nordlicht.example',
    'Global admin of Nordlicht Cloud, which has all skilling points of Infrastructure.',
  ],
  ['aroha.ngata@nordlicht.example', 'Moved the link here from Harbour Systems, where the other account says so.'],
  ['aroha.ngata@harbour.example', 'The account from before that move: what became of the credits.'],
  ['mateo.quispe@baobab.example', 'Moved the link here from Nordlicht Cloud.'],
  ['sofia.markovic@nordlicht.example', 'Holds certifications and never linked a profile.'],
  ['aisha.mohamed@baobab.example', 'Holds certifications and never linked a profile.'],
  ['ingrid.haugen@nordlicht.example', 'Removed the link; a new one brings the credits back.'],
  ['priya.raghunathan@nordlicht.example', 'Reads reports without names.'],
  ['lena.sommer@nordlicht.example', 'Has a work account but no user: sees whom to ask for an invitation.'],
]);
