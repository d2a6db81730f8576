import type { GateMessages } from './gate-messages.ts'

/** Signing in, in Welsh. */
export const gateWelsh: GateMessages = {
  title: 'Mewngofnodwch i ddarllen',
  introduction: (organisation) =>
    `Mae’r tudalennau hyn ar gyfer aelodau ${organisation}. Rhowch y cyfeiriad y daw eich cylchlythyr iddo, ac anfonwn ddolen atoch sy’n eich mewngofnodi. Nid oes cyfrinair.`,
  readOn: 'Mewngofnodwch i ddarllen ymlaen',
  address: 'Cyfeiriad e-bost',
  addressHint: 'Megis sam@example.org',
  badAddress: 'Rhowch gyfeiriad e-bost ar y ffurf sam@example.org.',
  stale: 'Bu’r dudalen hon ar agor yn rhy hir. Pwyswch y botwm eto.',
  button: 'Anfonwch y ddolen ataf',
  notAMember: 'Ddim yn cael y cylchlythyr eto?',
  subscribe: 'Tanysgrifiwch iddo',
  sentTitle: 'Edrychwch yn eich blwch post',
  sent: 'Os yw hwn yn gyfeiriad aelod, rydym wedi anfon llythyr ato. Mae ei ddolen yn eich mewngofnodi; mae’n gweithio am ddeg munud.',
  sentHint:
    'Dim llythyr ar ôl ychydig funudau? Edrychwch yn y post sothach, a gwiriwch mai hwn yw’r cyfeiriad y daw eich cylchlythyr iddo.',
  pressTitle: 'Mewngofnodi',
  pressFor: 'Mae’r ddolen hon yn mewngofnodi’r porwr hwn ar gyfer',
  pressHint:
    'Nid eich cyfeiriad chi yw hwn, neu ni wnaethoch ofyn amdano? Caewch y dudalen hon: nid oes dim wedi digwydd.',
  pressButton: 'Mewngofnodi',
  signedInTitle: 'Rydych wedi mewngofnodi',
  signedInAs: 'Mae’r porwr hwn wedi’i fewngofnodi ar gyfer',
  toTheArchive: 'Ewch i’r archif',
  signOut: 'Allgofnodi',
  signOutEverywhere: 'Allgofnodi ar bob dyfais',
  signOutEverywhereHint: 'Ar gyfer dyfais yr ydych wedi’i cholli neu ei benthyg i rywun.',
  signedOutTitle: 'Rydych wedi allgofnodi',
  signedOut: 'Nid yw’r porwr hwn wedi’i fewngofnodi mwyach.',
  signedOutEverywhere: 'Nid oes unrhyw borwr na dyfais wedi’i fewngofnodi ar eich rhan mwyach.',
  notSignedIn: 'Nid yw’r porwr hwn wedi’i fewngofnodi.',
  signInAgain: 'Mewngofnodi',
  usedLink: {
    title: 'Mae’r ddolen hon wedi’i defnyddio',
    text: 'Mae pob dolen yn mewngofnodi unwaith. Os nad chi a’i defnyddiodd, gofynnwch am un arall, ac yna allgofnodwch ar bob dyfais.',
  },
  lateLink: {
    title: 'Mae’r ddolen hon wedi dod i ben',
    text: 'Mae dolen yn gweithio am ddeg munud ar ôl inni ei hanfon.',
  },
  unknownLink: {
    title: 'Nid yw’r ddolen hon yn gweithio',
    text: 'Nid ni a’i gwnaeth, fe’i newidiwyd ar ei ffordd, neu mae’n fwy na diwrnod oed.',
  },
  cutShortLink: {
    title: 'Nid yw’r ddolen hon yn gyfan',
    text: 'Mae rhan ohoni ar goll: mae rhaglenni e-bost weithiau’n torri dolenni hir. Copïwch y cyfan o’r llythyr, neu agorwch y llythyr eto a phwyso’r ddolen yno.',
  },
  cannotSignIn: {
    title: 'Ni allwch fewngofnodi ar hyn o bryd',
    text: 'Mae’r tudalennau ar gyfer aelodau, ac mae’r aelodaeth hon neu ei chyfeiriad wedi newid. Os camgymeriad yw hynny, rhowch wybod inni.',
  },
  askForAnother: 'Gofynnwch am ddolen arall',
  foreignForm: {
    title: 'Ni ddaeth hyn o’n tudalen ni',
    text: 'Nid oes dim wedi digwydd. Agorwch ein tudalen a defnyddiwch y ffurflen yno.',
  },
  letterSubject: (publication) => `Eich dolen i ddarllen ${publication}`,
  letterBefore: (publication) => [
    `Gofynnodd rhywun, chi gobeithio, am fewngofnodi i archif ${publication}.`,
    'Mae’r ddolen hon yn eich mewngofnodi, unwaith, yn ystod y deg munud nesaf:',
  ],
  letterLink: 'Mewngofnodi',
  letterAfter: [
    'Os nad chi oedd yno, peidiwch â gwneud dim: ni all neb fewngofnodi heb y llythyr hwn. Peidiwch â’i anfon ymlaen at neb.',
  ],
}
