// Generates demonstration.json: `node development/demonstration/grow.mjs && npm run format`. Data written by hand (ids before
// FIRST_MADE) is kept; everything else is generated from the same seed.
import { readFileSync, writeFileSync } from 'node:fs';
import { CAREERS, FIGURES, FOR_GOOD, NEWEST, OLDEST } from './careers.mjs';
import { chance, FIRST_MADE, ids } from './chance.mjs';
import { COURSES } from './courses.mjs';
import { names } from './names.mjs';
import { withWorkplace } from './workplaces.mjs';

const FILE = new URL('demonstration.json', import.meta.url);
const GROWTH = { nordlicht: 66, harbour: 56, baobab: 48 };
const LEARN = 'MICROSOFT_LEARN';
const UNIVERSITY = 'PARTNER_UNIVERSITY';

const { pick, between, happens, whole, byWeight, shuffled } = chance(20261122);
const { ordered, random, subject } = ids();
const days = (number) => Math.round(number * 100) / 100;

const written = JSON.parse(readFileSync(FILE, 'utf8'));
const byHand = ({ id }) => id < FIRST_MADE;
// As `account` numbers them.
const isMade = ({ profileId }) => /^(45\d{5}|PU-9\d{3})$/.test(profileId ?? '');
const world = {
  ...written,
  people: written.people.filter(byHand),
  learningAccounts: written.learningAccounts.filter((account) => !isMade(account)),
  associations: written.associations.filter(byHand),
  achievements: written.achievements.filter((achievement) => !isMade(achievement)),
  revocations: [],
  figures: [],
  courses: COURSES,
  completions: [],
};
const [nordlicht, harbour, baobab] = world.organizations;
const ORGANIZATIONS = { nordlicht, harbour, baobab };
const name = names(pick);
let profiles = 0;

function person(house, { displayName, login }, invited, changes = {}) {
  const email = `${login}@${house}.example`;
  const made = {
    ...{ id: ordered(`person${email}`), organizationId: ORGANIZATIONS[house].id, email, displayName },
    ...{ objectId: random(`oid${email}`), roles: [], invitedDaysAgo: days(invited) },
    ...{ firstSignedInDaysAgo: days(invited - between(0.1, 3)), ...changes },
  };
  world.people.push(made);
  return made;
}

function account(source, { login, displayName }) {
  profiles += 1;
  const profileId = source === LEARN ? String(4_500_000 + profiles * 371) : `PU-${9_000 + profiles}`;
  const at = `${login}@${pick(['home', 'mail', 'post'])}.example`;
  world.learningAccounts.push({ source, login: at, subject: subject(source, at), displayName, profileId });
  return profileId;
}

function link(source, profileId, { id, organizationId }, startedDaysAgo, end = {}) {
  const made = { id: ordered(`link${id}${startedDaysAgo}${source}`), source, profileId, personId: id, organizationId };
  world.associations.push({
    ...made,
    startedDaysAgo: days(startedDaysAgo),
    endedDaysAgo: null,
    endReason: null,
    ...end,
  });
}

const reports = new Map();
function achieved(source, profileId, credentialCode, achievedDaysAgo) {
  const key = `${source === LEARN ? 'learn' : 'university'}-${profileId}-${credentialCode.toLowerCase().replace(':', '-')}`;
  reports.set(key, (reports.get(key) ?? 0) + 1);
  const externalId = `${key}-${reports.get(key)}`;
  world.achievements.push({ externalId, source, profileId, credentialCode, achievedDaysAgo: days(achievedDaysAgo) });
  return externalId;
}

/** Earned once, and most often renewed in the half year before it expires. */
function credential(profileId, code, since) {
  const [newest, oldest] = [NEWEST[code] ?? 2, Math.min(OLDEST[code] ?? 700, since)];
  if (oldest <= newest + 5) return;
  let ago = between(newest, oldest);
  achieved(LEARN, profileId, code, ago);
  while (!FOR_GOOD.includes(code) && ago > 365 && happens(0.75)) {
    ago = ago - 365 + between(4, 150);
    if (ago < newest) return;
    achieved(LEARN, profileId, code, ago);
  }
}

function career(house, profileId, linked) {
  const { codes } = byWeight(CAREERS[house]);
  const some = codes.filter((_code, position) => happens(0.75 - position * 0.09));
  for (const code of some.length > 0 ? some : [codes[0]]) credential(profileId, code, linked + between(20, 180));
}

for (const [house, count] of Object.entries(GROWTH)) {
  for (let number = 0; number < count; number += 1) {
    const who = name.next().value;
    const invited = 30 + 560 * between(0, 1) ** 1.4;
    if (number < 2) {
      person(house, who, between(2, 20), { firstSignedInDaysAgo: null });
      continue;
    }
    // Leavers are long past at Nordlicht, and recent elsewhere: who left this month is on the newest report.
    const leaving =
      number < 7 && house !== 'nordlicht' ? [4, 11, 15, 24, 130][number - 2] : [150, 95, 260, 180, 320][number - 2];
    const left =
      number >= 7 ? {} : { deactivatedDaysAgo: leaving, ...(number % 2 === 0 && { deletedDaysAgo: leaving - 2 }) };
    const roles = number === 7 ? ['REPORT_VIEWER'] : number === 8 ? ['EXECUTIVE_REPORT_VIEWER'] : [];
    const made = person(house, who, number < 7 ? leaving + between(60, 200) : invited, { ...left, roles });
    const linked = Math.max(5, made.firstSignedInDaysAgo - between(0.2, 25));
    const profileId = account(LEARN, who);
    // Three of each never link.
    const gone = number >= 11 && number < 14 && linked > 60;
    if (number >= 11) link(LEARN, profileId, made, linked, gone ? removed(linked) : {});
    if (number < 8) link(LEARN, profileId, made, linked);
    career(house, profileId, linked);
    if (number >= 50 || number % 9 === 0) university(who, made, linked);
  }
}

function removed(linked) {
  return { endedDaysAgo: days(linked * between(0.2, 0.7)), endReason: 'REMOVED_BY_USER' };
}

function university(who, made, linked) {
  const profileId = account(UNIVERSITY, who);
  link(UNIVERSITY, profileId, made, Math.max(3, linked - between(1, 40)));
  achieved(UNIVERSITY, profileId, 'ASSESS:TEAMS-MTR', between(170, 420));
}

/** Who changes companies takes the profile along; the first account is closed in the days after. */
for (const [from, to, moved] of [
  ...[
    ['nordlicht', 'harbour', 118.4],
    ['nordlicht', 'baobab', 204.7],
    ['harbour', 'nordlicht', 88.2],
  ],
  ...[
    ['harbour', 'baobab', 47.6],
    ['baobab', 'nordlicht', 139.3],
    ['baobab', 'harbour', 19.8],
  ],
]) {
  const who = name.next().value;
  const before = person(from, who, moved + between(150, 300), { deactivatedDaysAgo: days(moved - 1.5) });
  const after = person(to, who, moved + between(4, 12));
  const profileId = account(LEARN, who);
  const linked = before.firstSignedInDaysAgo - between(1, 20);
  const end = { endedDaysAgo: moved, endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' };
  link(LEARN, profileId, before, linked, end);
  link(LEARN, profileId, after, moved);
  career(to, profileId, linked);
}

// Harbour was full, until this link was removed.
const rowan = { displayName: 'Rowan Tregarthen', login: 'rowan.tregarthen' };
const keeper = person('harbour', rowan, 410);
const profile = account(LEARN, rowan);
link(LEARN, profile, keeper, 396.4, { endedDaysAgo: 31.3, endReason: 'REMOVED_BY_USER' });
achieved(LEARN, profile, 'AVD', 214.6);

for (const { externalId, source, achievedDaysAgo } of shuffled(world.achievements.filter(isMade))
  .filter((one) => one.credentialCode !== 'AVD' && one.achievedDaysAgo > 60)
  .slice(0, 4)) {
  const revokedDaysAgo = days(achievedDaysAgo * between(0.2, 0.8));
  world.revocations.push({ source, externalId, reason: 'The exam was annulled.', revokedDaysAgo });
}

for (const [house, figures] of Object.entries(FIGURES)) {
  const { id: organizationId } = ORGANIZATIONS[house];
  world.figures.push(...figures.map((figure) => ({ organizationId, ...figure })));
}

const learners = world.associations.filter(({ source }) => source === LEARN).map(({ profileId }) => profileId);
for (const profileId of new Set([world.demonstrationAccount.profileId, ...learners])) {
  const favorite = pick(COURSES).products[0];
  const likely = shuffled(COURSES).sort((a, b) => b.products.includes(favorite) - a.products.includes(favorite));
  for (const { uid } of likely.slice(0, whole(0, 9))) {
    world.completions.push({ profileId, uid, completedDaysAgo: days(1 + 500 * between(0, 1) ** 1.5) });
  }
}

world.people = world.people.map((person) => withWorkplace(person, world.organizations));

const lines = Object.entries(world).map(([key, value]) => {
  if (!Array.isArray(value)) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return `  ${JSON.stringify(key)}: [\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
});
writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
