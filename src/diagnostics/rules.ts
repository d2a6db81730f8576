import { articleRules } from './rules/articles.ts'
import { audienceRules } from './rules/audience.ts'
import { deliveryRules } from './rules/delivery.ts'
import { editionRules } from './rules/editions.ts'
import { figureRules } from './rules/figures.ts'
import { glossaryRules } from './rules/glossary.ts'
import { intakeRules } from './rules/intake.ts'
import { memberRules } from './rules/members.ts'
import { pressRules } from './rules/press.ts'
import { serverRules } from './rules/server.ts'
import { templateRules } from './rules/templates.ts'
import { workspaceRules } from './rules/workspace.ts'

/** `error` stops an edition and a send, `warning` asks for a look, `info` tells. */
export type Severity = 'error' | 'warning' | 'info'

/** What is true of every finding of a rule. Each rule has a page in `docs/rules/`. */
export interface Rule {
  severity: Severity
  /** What to do: the way out, where a finding has no better one. */
  note: string
}

/** Every rule by its id, `room/rule-name`. */
export const rules = {
  ...workspaceRules,
  ...glossaryRules,
  ...audienceRules,
  ...articleRules,
  ...templateRules,
  ...editionRules,
  ...figureRules,
  ...pressRules,
  ...memberRules,
  ...deliveryRules,
  ...serverRules,
  ...intakeRules,
} satisfies Record<string, Rule>

export type RuleId = keyof typeof rules
