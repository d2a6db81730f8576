import {
  createLetterMaker,
  fieldsUsed,
  plannedDeliveries,
  type Plan,
  type SendRecord,
} from '../../delivery/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { Database } from '../../database/index.ts'
import type { Report } from '../../diagnostics/index.ts'
import { counted } from '../counted.ts'
import type { LetterMaterial } from './sending.ts'

/** What an officer looks at before saying yes. */
export interface ShownPlan {
  issue: string
  subject: string
  preheader: string
  from: string
  planHash: string
  contentHash: string
  segment: string | null
  audience: string | null
  members: number
  toSend: number
  suppressed: readonly { reason: string; members: number }[]
  variants: readonly ShownVariant[]
}

export interface ShownVariant {
  id: string
  members: number
  /** Of the first letter. */
  sizeBytes: number | null
  first: readonly FirstLetter[]
}

/** A letter as its head says. */
export interface FirstLetter {
  to: string
  name: string
  lacks: readonly string[]
}

const firstLetters = 3

/** Makes the first letters of each variant and gathers what the plan says. */
export async function describePlan(
  { database, settings, report }: { database: Database; settings: Settings; report: Report },
  { send, plan, material }: { send: SendRecord; plan: Plan; material: LetterMaterial },
): Promise<ShownPlan | undefined> {
  const { built, keys, signer } = material
  const maker = await createLetterMaker(
    { built, settings, keys, signer, now: Date.now, seed: send.planHash },
    report,
  )
  if (!maker) return undefined
  const fields = fieldsUsed(built.manifest)
  const variants: ShownVariant[] = []
  for (const { id, members } of plan.variants) {
    const deliveries = await plannedDeliveries(database, send.id, { variant: id, limit: firstLetters })
    const letters = await Promise.all(deliveries.map(async (delivery) => maker(delivery)))
    const first = deliveries.map((delivery) => ({
      to: delivery.address,
      name: delivery.name,
      lacks: fields.filter((field) => !hasValue(delivery, field)).map(({ field }) => field),
    }))
    variants.push({ id, members, sizeBytes: letters[0]?.size ?? null, first })
  }
  const { issue, subject, preheader, sender } = built.manifest
  return {
    issue,
    subject,
    preheader,
    from: `${sender.name} <${sender.address}>`,
    planHash: send.planHash,
    contentHash: send.contentHash,
    segment: send.segment,
    audience: send.audience,
    members: plan.members,
    toSend: plan.toSend,
    suppressed: plan.suppressed,
    variants,
  }
}

function hasValue(
  delivery: { name: string; memberNumber: string | null; attributes: object },
  { field, kind }: ReturnType<typeof fieldsUsed>[number],
): boolean {
  if (kind === 'name') return delivery.name !== ''
  if (kind === 'number') return (delivery.memberNumber ?? '') !== ''
  const value = (delivery.attributes as Record<string, unknown>)[field]
  return value !== undefined && value !== ''
}

/** The plan for people. */
export function formatPlan(plan: ShownPlan): string {
  const lines = [
    `Issue     ${plan.issue}`,
    `Subject   ${plan.subject}`,
    ...(plan.preheader === '' ? [] : [`Then      ${plan.preheader}`]),
    `From      ${plan.from}`,
    `For       ${audienceWords(plan)}`,
    `Members   ${number(plan.members)}, of whom ${number(plan.toSend)} ${plan.toSend === 1 ? 'gets' : 'get'} a letter`,
    ...plan.suppressed.map(
      ({ reason, members }) => `          ${number(members)} ${members === 1 ? 'does' : 'do'} not: ${reason}`,
    ),
    'Variants',
    ...plan.variants.flatMap(variantLines),
    `Plan      ${plan.planHash}`,
  ]
  return lines.join('\n')
}

function audienceWords({ segment, audience }: ShownPlan): string {
  if (segment === null && audience === null) return 'every active member'
  return [segment && `the segment ${segment}`, audience && `members with ${audience}`]
    .filter(Boolean)
    .join(', of these ')
}

function variantLines({ id, members, sizeBytes, first }: ShownVariant): string[] {
  const size = sizeBytes === null ? '' : `, ${Math.round(sizeBytes / 1000)} KB each`
  const people = first.map(({ to, name, lacks }) => {
    const missing = lacks.length > 0 ? `   has no ${lacks.join(', no ')}` : ''
    return `            ${name === '' ? '(no name)' : name} <${to}>${missing}`
  })
  return [`          ${id}: ${counted(members, 'member')}${size}`, ...people]
}

function number(value: number): string {
  return value.toLocaleString('en')
}
