import type { EditionName, LinkPolicy } from './edition.ts'

/** An attribute of members that conditions may name, and its values where they are a closed list. */
export interface AttributeDeclaration {
  type: 'text' | 'number' | 'date' | 'boolean'
  values?: string[]
  description?: string
}

export interface SeriesSettings {
  id: string
  title: string
  description?: string
  /** Letters → sense, for articles of this series that do not say themselves. */
  senses: Record<string, string>
}

/** How a publication looks: the theme, with what `tidings.yaml` says of it. */
export interface Brand {
  /** The file of the logo from the workspace's root: PNG or JPEG. */
  logo?: string
  logoAlt?: string
  colours: {
    text: string
    background: string
    accent: string
    accentText: string
    muted: string
    rule: string
  }
  /** The same for readers who asked for a dark page. */
  darkColours: {
    text: string
    background: string
    accent: string
    accentText: string
    muted: string
    rule: string
  }
  /** CSS font stacks; nothing is downloaded. */
  fonts: { body: string; heading: string; mono: string }
  measures: Measures
}

/** Sizes and widths: pixels, or multiples of the text size. */
export interface Measures {
  emailWidth: number
  emailTextSize: number
  /** A multiple. */
  emailLineHeight: number
  archiveTextSize: number
  /** A multiple. */
  archiveLineHeight: number
  /** A multiple. */
  archiveColumn: number
}

/** What reads Markdown: the native parser where it gives what remark-parse gives, or remark-parse always. */
export type ParserName = 'native' | 'remark'

/** The publication: `tidings.yaml` with every default filled in. */
export interface Settings {
  title: string
  organisation: string
  description?: string
  /** BCP 47. */
  language: string
  parser: ParserName
  direction: 'ltr' | 'rtl'
  /** Where the archive lives, with no slash at the end. */
  baseUrl: string
  /** Where unsubscribe and sign-in live, with no slash at the end. */
  serviceUrl: string
  sender: { name: string; address: string }
  replyTo?: string
  /** The organisation's postal address, a line each. */
  postalAddress: string[]
  /** RFC 2919, without angle brackets. */
  listId: string
  /** Why a member gets this, for the footer. */
  reason: string
  /** What `recipient.name` says where a member has no name. */
  greetingFallback: string
  brand: Brand
  series: SeriesSettings[]
  attributes: Record<string, AttributeDeclaration>
  linking: {
    policy: Record<EditionName, LinkPolicy>
    /** The deepest heading that begins a section for the policy `section`. */
    sectionDepth: number
    /** Letters that are no abbreviation of ours. */
    ignore: string[]
  }
  archive: ArchiveSettings
  images: 'linked' | 'embedded'
  /** Name → audience expression in normal form. */
  segments: Record<string, string>
  /** The database's file, from the workspace's root. */
  database: string
  delivery: DeliverySettings
  joining: { open: boolean }
  leavingMailbox?: LeavingMailbox
}

/** The archive on the web. */
export interface ArchiveSettings {
  /** With `members` nothing of it is for search engines, and its feeds give away no full text. */
  access: 'public' | 'members'
  /** Whole pages, or parts that another site puts into pages of its own. */
  shape: 'site' | 'fragments'
  /** Whether strangers may read titles and summaries of what is for members. */
  openSummaries: boolean
  /** What feeds give of an article; never `full` where the archive is for members. */
  feeds: 'full' | 'summary' | 'none'
  /** Whether the archive has a page that searches it. */
  search: boolean
}

/** How letters go out. */
export interface DeliverySettings {
  smtp: {
    host: string
    port: number
    security: 'starttls' | 'tls' | 'none'
    user?: string
    name?: string
    connections: number
    timeoutSeconds: number
  }
  /** A module that gives a transport of nodemailer, in place of `smtp`. */
  transport?: string
  bounceAddress?: string
  unsubscribeAddress?: string
  pace: Pace
  retry: { firstMinutes: number; mostHours: number; giveUpHours: number }
  stop: { refusedShare: number; refusedAfter: number; blocks: number; connectionTries: number }
  dkim?: { domain?: string; rsaSelector?: string; ed25519Selector?: string }
  expireHours: number
}

/** Limits of a send; what is left out has none. */
export interface Pace {
  perSecond?: number
  perHour?: number
  domains: Record<string, { perSecond?: number; perHour?: number; connections?: number }>
  /** Letters on the first, second … day. */
  warmUp: number[]
}

export type LeavingMailbox =
  | { kind: 'maildir' | 'mbox'; path: string }
  | {
      kind: 'imap'
      host: string
      port: number
      security: 'tls' | 'starttls' | 'none'
      user: string
      folder: string
    }
