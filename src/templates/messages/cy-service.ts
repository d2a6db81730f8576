import { gateWelsh } from './cy-gate.ts'
import type { ServiceMessages } from './service-messages.ts'

/**
 * Leaving, choosing and joining in Welsh. A publication's name stands after a word that does not mutate it
 * (`y cylchlythyr …`), so that it keeps its first letter.
 */
export const serviceWelsh: ServiceMessages = {
  language: 'cy',
  direction: 'ltr',
  toTheArchive: 'Darllen rhifynnau’r gorffennol yn yr archif',
  leave: {
    title: 'Dad-danysgrifio',
    question: (publication) => `Ydych chi am roi’r gorau i gael y cylchlythyr ${publication}?`,
    explain:
      'Nid oes dim wedi newid eto. Pwyswch y botwm ac ni fydd unrhyw rifyn arall yn cael ei anfon atoch.',
    button: 'Dad-danysgrifio',
    orChoose: 'Efallai y byddai’n well gennych gael llai ohono:',
    choose: 'dewis beth rydych chi’n ei gael',
    specimen: 'Mae’r ddolen hon yn perthyn i broflen ac nid i danysgrifiad neb: nid yw’r botwm yn newid dim.',
  },
  left: {
    title: 'Rydych chi wedi dad-danysgrifio',
    done: (publication) =>
      `Ni fyddwch yn cael y cylchlythyr ${publication} mwyach. Nid oes angen gwneud dim arall.`,
    underway: 'Gall llythyr a adawodd ein gweinydd funud yn ôl eich cyrraedd o hyd.',
    mistakeTitle: 'Ai camgymeriad oedd hyn?',
    mistake: 'Gallwch ei ddadwneud yma o fewn 24 awr.',
    button: 'Tanysgrifio eto',
    choose: 'Dewis beth rydych chi’n ei gael',
  },
  rejoined: {
    title: 'Rydych chi wedi tanysgrifio eto',
    done: (publication) =>
      `Rydym wedi dadwneud hynny: byddwch yn cael y cylchlythyr ${publication} fel o’r blaen.`,
    choose: 'Dewis beth rydych chi’n ei gael',
  },
  cannotRejoin: {
    title: 'Nid oes modd dadwneud hyn yma',
    text: 'Mae gormod o amser wedi mynd heibio, neu daeth eich tanysgrifiad i ben mewn ffordd arall.',
    join: 'Tanysgrifio o’r newydd',
  },
  preferences: {
    title: 'Beth rydych chi’n ei gael',
    introduction: (publication) =>
      `Dewiswch pa rannau o’r cylchlythyr ${publication} yr hoffech eu cael yn eich blwch post.`,
    seriesLegend: 'Cyfresi',
    seriesHint: 'Mae rhifynnau nad ydynt yn perthyn i gyfres yn dod at bawb.',
    save: 'Cadw',
    saved: 'Mae eich dewis wedi’i gadw.',
    nothingToChoose: 'Un cylchlythyr sydd, ac nid oes dim i ddewis rhyngddynt.',
    leaveTitle: 'Gadael yn gyfan gwbl',
    leaveText: (publication) => `Ni fyddwch yn cael unrhyw rifyn arall o’r cylchlythyr ${publication}.`,
    leaveButton: 'Dad-danysgrifio',
    leftTitle: 'Rydych chi wedi dad-danysgrifio',
    leftText: (publication) => `Nid ydych yn cael y cylchlythyr ${publication} ar hyn o bryd.`,
    rejoinButton: 'Tanysgrifio eto',
    stale:
      'Ni chadwyd dim, am fod y dudalen hon wedi bod ar agor yn rhy hir. Dewiswch eto, os gwelwch yn dda.',
    specimen: 'Mae’r ddolen hon yn perthyn i broflen ac nid i danysgrifiad neb: nid oes modd cadw dim yma.',
  },
  join: {
    title: (publication) => `Tanysgrifio i’r cylchlythyr ${publication}`,
    introduction:
      'Rhowch eich cyfeiriad i ni ac anfonwn lythyr yno. Mae’r ddolen ynddo yn cwblhau eich tanysgrifiad.',
    address: 'Cyfeiriad e-bost',
    addressHint: 'Er enghraifft sam@example.org',
    name: 'Eich enw',
    optional: 'dewisol',
    button: 'Tanysgrifio',
    privacy: (organisation) =>
      `Mae ${organisation} yn defnyddio eich cyfeiriad ar gyfer y cylchlythyr hwn a dim byd arall. Mae dolen i adael ym mhob llythyr.`,
    badAddress: 'Rhowch gyfeiriad e-bost ar y ffurf sam@example.org.',
    stale: 'Roedd y dudalen hon wedi bod ar agor yn rhy hir. Pwyswch y botwm eto, os gwelwch yn dda.',
    sentTitle: 'Edrychwch yn eich blwch post',
    sent: 'Os oes modd tanysgrifio’r cyfeiriad hwn, rydym wedi anfon llythyr ato. Dilynwch y ddolen yn y llythyr i orffen.',
    sentHint: 'Dim llythyr ar ôl ychydig funudau? Edrychwch ymhlith y post sothach, a gwiriwch y cyfeiriad.',
  },
  confirm: {
    title: 'Cadarnhau eich tanysgrifiad',
    question: (publication) =>
      `Pwyswch y botwm a byddwch yn cael y cylchlythyr ${publication} o’r rhifyn nesaf ymlaen.`,
    button: 'Cadarnhau',
    doneTitle: 'Rydych chi wedi tanysgrifio',
    done: (publication) => `Croeso! Bydd rhifyn nesaf y cylchlythyr ${publication} yn dod i’ch blwch post.`,
    leaveHint: 'Gallwch adael unrhyw bryd drwy’r ddolen ar ddiwedd pob llythyr.',
  },
  letters: {
    confirmSubject: (publication) => `Cadarnhau eich tanysgrifiad i’r cylchlythyr ${publication}`,
    confirmBefore: (publication) => [
      `Gofynnodd rhywun, chi gobeithio, i’r cylchlythyr ${publication} gael ei anfon i’r cyfeiriad hwn.`,
      'Dilynwch y ddolen i gadarnhau hynny, os gwelwch yn dda:',
    ],
    confirmLink: 'Cadarnhau fy nhanysgrifiad',
    confirmAfter: [
      'Mae’r ddolen yn gweithio am ddau ddiwrnod.',
      'Os nad chi oedd yn gofyn, peidiwch â gwneud dim: nid oes tanysgrifiad yn dechrau heb eich cadarnhad, a gallwch anwybyddu’r llythyr hwn.',
    ],
    alreadySubject: (publication) => `Rydych chi eisoes yn tanysgrifio i’r cylchlythyr ${publication}`,
    alreadyBefore: (publication) => [
      `Gofynnodd rhywun, chi gobeithio, i’r cylchlythyr ${publication} gael ei anfon i’r cyfeiriad hwn. Mae eisoes yn tanysgrifio, felly nid oes angen gwneud dim.`,
      'Gallwch ddewis beth rydych chi’n ei gael yma:',
    ],
    alreadyLink: 'Dewis beth rydw i’n ei gael',
    alreadyAfter: ['Os nad chi oedd yn gofyn, gallwch anwybyddu’r llythyr hwn.'],
    askUsSubject: (publication) => `Eich tanysgrifiad i’r cylchlythyr ${publication}`,
    askUsBefore: (publication) => [
      `Gofynnodd rhywun, chi gobeithio, i’r cylchlythyr ${publication} gael ei anfon i’r cyfeiriad hwn. Ni allwn wneud hynny ar ein pennau ein hunain, gan mai ein swyddfa ni a ddaeth â’r tanysgrifiad i ben.`,
      'Atebwch y llythyr hwn, os gwelwch yn dda, os ydych am ei gael eto.',
    ],
    askUsAfter: ['Os nad chi oedd yn gofyn, gallwch anwybyddu’r llythyr hwn.'],
  },
  gate: gateWelsh,
  problems: {
    cutShort: {
      title: 'Nid yw’r ddolen hon yn gyfan',
      text: 'Mae rhan ohoni ar goll: weithiau bydd rhaglenni e-bost yn torri dolenni hir. Copïwch y cyfan ohoni o’r llythyr, neu agorwch y llythyr eto a phwyso’r ddolen yno.',
    },
    invalidLink: {
      title: 'Nid yw’r ddolen hon yn gweithio',
      text: 'Nid ni a’i gwnaeth, neu fe’i newidiwyd ar ei ffordd. Defnyddiwch y ddolen yn y llythyr diweddaraf sydd gennych. Nid oes dim wedi newid.',
    },
    expiredLink: {
      title: 'Mae’r ddolen hon wedi dod i ben',
      text: 'Defnyddiwch y ddolen yn y llythyr diweddaraf sydd gennych. Nid oes dim wedi newid.',
    },
    usedLink: {
      title: 'Mae’r ddolen hon wedi’i defnyddio neu wedi dod i ben',
      text: 'Os ydych wedi cadarnhau eich tanysgrifiad eisoes, mae popeth yn iawn. Os nad ydych, tanysgrifiwch eto.',
    },
    missingField: {
      title: 'Nid oes dim wedi newid eto',
      text: 'Pwyswch y botwm, os gwelwch yn dda.',
    },
    foreignForm: {
      title: 'Nid o’n tudalen ni y daeth hyn',
      text: 'Nid oes dim wedi newid. Agorwch y ddolen yn y llythyr a defnyddiwch y dudalen y mae’n ei dangos.',
    },
    tooLarge: {
      title: 'Roedd hynny’n ormod',
      text: 'Mae’r hyn a anfonwyd yn fwy nag unrhyw un o’n ffurflenni.',
    },
    tooSlow: { title: 'Cymerodd hynny ormod o amser', text: 'Rhowch gynnig arall arni.' },
    tooMany: {
      title: 'Arhoswch ychydig, os gwelwch yn dda',
      text: 'Bu llawer iawn o geisiadau. Rhowch gynnig arall arni ymhen awr.',
    },
    badRequest: { title: 'Nid oedd modd darllen hyn', text: 'Ewch yn ôl a rhowch gynnig arall arni.' },
    notFound: {
      title: 'Nid oes tudalen o’r fath',
      text: 'Efallai fod y cyfeiriad wedi’i dorri’n fyr.',
    },
    wrongMethod: {
      title: 'Nid oes modd defnyddio’r dudalen hon fel hynny',
      text: 'Agorwch hi mewn porwr, os gwelwch yn dda.',
    },
    busy: {
      title: 'Rhowch gynnig arall arni ymhen munud',
      text: 'Ni allem gofnodi hyn nawr, felly nid oes dim wedi newid.',
    },
    broken: {
      title: 'Aeth rhywbeth o’i le ar ein hochr ni',
      text: 'Rhowch gynnig arall arni yn nes ymlaen.',
    },
    writeTo: 'Neu ysgrifennwch atom:',
  },
}
