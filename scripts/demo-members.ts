/** A row of a made-up roster. */
export interface DemoMember {
  number: string
  address: string
  name: string
  region: string
  role: string
}

const first =
  'Aisha Ben Carys Dafydd Eleri Femi Grace Huw Iona José Kofi Layla Małgorzata Nia Oisín Priya Rhys Siân Tomasz Zoë'
const last =
  'Abara Bevan Castell Dlugosz Emlyn Fairweather Grønlund Hartley Ibekwe Jarvis Kaur Lowther Müller Nkemelu'
const domains = ['members.example.org', 'post.example.net', 'mail.example.com', 'school.example.org']
const regions = ['England', 'England', 'England', 'Wales', 'Scotland', 'Northern Ireland']
const roles = ['member', 'member', 'member', 'representative', 'officer', 'retired']

/** People who do not exist, at addresses that nobody can have (RFC 2606); the same ones each time. */
export function demoMembers(count: number): DemoMember[] {
  const [firsts, lasts] = [first.split(' '), last.split(' ')]
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
  return Array.from({ length: count }, (_, index) => ({
    number: `M${String(index + 1).padStart(6, '0')}`,
    address: `member.${index + 1}@${pick(domains, index)}`,
    name: `${pick(firsts, index * 7)} ${pick(lasts, index * 5 + Math.floor(index / 20))}`,
    region: pick(regions, index * 5 + Math.floor(index / 6)),
    role: pick(roles, index * 3 + Math.floor(index / 11)),
  }))
}

/** The roster as a file that `tidings members import` reads. */
export function demoRoster(members: readonly DemoMember[]): string {
  const rows = members.map(({ number, address, name, region, role }) =>
    [number, address, name, region, role].join(','),
  )
  return ['Member number,E-mail,Name,Region,Role', ...rows, ''].join('\n')
}
