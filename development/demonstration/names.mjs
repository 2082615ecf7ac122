/** Given and family names that go together, as `written` or `written|in addresses`; the family name comes first in the last two. */
const POOLS = [
  ['Astrid Björn|bjorn Sigrid Nils Maja Emil', 'Lund Eklund Nyström|nystrom Dahl Sandberg Åkesson|akesson'],
  ['Katharina Felix Annika Moritz Jule Henrik', 'Vogel Kessler Reinhardt Lorenz Seidel Böhm|bohm'],
  ['Agnieszka Paweł|pawel Zofia Marek Kinga Jakub', 'Nowak Zieliński|zielinski Mazur Wójcik|wojcik Lis Duda'],
  ['Imogen Callum Bethan Rory Freya Gethin', 'Ashworth Fraser Llewellyn Hartley Sinclair Bowen'],
  ['Siobhán|siobhan Ciarán|ciaran Aoife Declan Niamh Eoin', 'Byrne Kavanagh Doyle Gallagher Nolan Healy'],
  [
    'Camille Théo|theo Inès|ines Bastien Maëlle|maelle Rémi|remi',
    'Moreau Fournier Girard Lefèvre|lefevre Roussel Colin',
  ],
  ['Giulia Matteo Chiara Davide Elena Nicolò|nicolo', 'Conti Gallo Rinaldi Moretti Barbieri Longo'],
  ['Lucía|lucia Álvaro|alvaro Carmen Iker Nuria Gonzalo', 'Navarro Ortega Iglesias Serrano Molina Vega'],
  ['Beatriz João|joao Mariana Thiago Larissa Caio', 'Almeida Barbosa Teixeira Nogueira Pires Cardoso'],
  ['Olena Dmytro Iryna Taras Nadiya Bohdan', 'Kovalenko Shevchuk Bondar Melnyk Tkach Savchuk'],
  ['Ayşe|ayse Emre Zeynep Kerem Defne Burak', 'Aydın|aydin Kaya Şahin|sahin Arslan Koç|koc Polat'],
  ['Yasmin Karim Layla Omar Salma Youssef', 'Mansour Khalil Bennani Saleh Aziz Cherif'],
  ['Ngozi Chidi Adaeze Emeka Folake Tunde', 'Balogun Eze Nwosu Adebayo Obi Ogunleye'],
  ['Akosua Kwame Efua Kojo Abena Yaw', 'Boateng Asante Owusu Agyeman Darko Sarpong'],
  ['Njeri Otieno Achieng Kiprop Wambui Baraka', 'Mwangi Odhiambo Cheruiyot Njoroge Wafula Mutua'],
  ['Lerato Sipho Nomvula Kagiso Thandi Bongani', 'Khumalo Molefe Ndlovu Sithole Zulu Mabaso'],
  ['Ananya Rohan Kavya Arjun Meera Vikram', 'Iyer Deshpande Banerjee Nair Chaudhary Kulkarni'],
  ['Linh Minh Thảo|thao Quân|quan Hương|huong Đức|duc', 'Nguyễn|nguyen Trần|tran Phạm|pham Lê|le Vũ|vu Hoàng|hoang'],
  ['Siti Budi Dewi Agus Putri Rizky', 'Santoso Wijaya Lestari Hidayat Pratama Kusuma'],
  ['Wiremu Hana Tāne|tane Marama Nikau Anahera', 'Paki Tamihana Rangi Hohepa Kereama Walker'],
  ['Xiao-Yu Jun-Wei Hui-Min Zhi-Hao Yi-Ting Rui', 'Wang Liu Lin Huang Zhou Wu'],
  ['Ji-woo Min-jun Seo-yeon Ha-eun Tae-hyun Yu-na', 'Kim Lee Choi Jung Kang Yoon'],
].map(([given, family]) => ({ given: given.split(' '), family: family.split(' ') }));

const written = (name) => name.split('|')[0];
const inAddresses = (name) => (name.split('|')[1] ?? name).toLowerCase();

/** Names in an order that the generator decides, none twice: { displayName, login }. */
export function* names(pick) {
  const given = new Set();
  for (let turn = 0; ; turn += 1) {
    const pool = POOLS[turn % POOLS.length];
    const [first, last] = [pick(pool.given), pick(pool.family)];
    const login = `${inAddresses(first)}.${inAddresses(last)}`;
    if (given.has(login)) continue;
    given.add(login);
    const familyFirst = turn % POOLS.length >= POOLS.length - 2;
    const displayName = (familyFirst ? [last, first] : [first, last]).map(written).join(' ');
    yield { displayName, login };
  }
}
