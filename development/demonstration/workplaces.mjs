// Departments and countries of the people. They depend on the object id alone, so that the rest of the data does not change.
const DEPARTMENTS = ['Cloud Platform', 'Cloud Platform', 'Data and AI', 'Security', 'Modern Work', 'Sales'];
const COUNTRIES = {
  'Nordlicht Cloud GmbH': ['DE', 'DE', 'DE', 'SE', 'PL'],
  'Harbour Systems Ltd': ['GB', 'GB', 'IE', 'NL'],
  'Baobab Data Works': ['ZA', 'ZA', 'KE', 'NG'],
};

/** The person with department and country; one in sixteen has neither, as in a directory without these attributes. */
export function withWorkplace(person, organizations) {
  const { department: _department, country: _country, ...rest } = person;
  const [first, second, third] = [...Buffer.from(person.objectId.replaceAll('-', '').slice(-6), 'hex')];
  if (first % 16 === 0) return rest;
  const countries = COUNTRIES[organizations.find(({ id }) => id === person.organizationId).name];
  return {
    ...rest,
    department: DEPARTMENTS[second % DEPARTMENTS.length],
    country: countries[third % countries.length],
  };
}
