import { VFileMessage } from 'vfile-message'
import type { Place } from '../model/place.ts'
import { rules, type RuleId, type Severity } from './rules.ts'

/** A second place that explains a finding: "first defined here". */
export interface RelatedPlace {
  file: string
  place?: Place | undefined
  message: string
}

/** What a finding is made of. */
export interface Finding {
  rule: RuleId
  /** "Unexpected X, expected Y". */
  message: string
  /** The file it is in, from the workspace's root, with forward slashes. */
  file: string
  /** Where in the file; nothing for the file as a whole. */
  place?: Place | undefined
  /** What to do about it, where the rule's own advice is not enough. */
  note?: string
  related?: RelatedPlace
}

/** Takes one finding; rooms are handed it and never format or print. */
export type Report = (finding: Finding) => void

/** A finding as plain data: what reports, caches and workers carry. Lines and columns count from 1. */
export interface Diagnostic {
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
  ruleId: RuleId
  severity: Severity
  message: string
  note: string
  related?: { file: string; line: number; column: number; message: string }
}

/** The finding as plain data; a finding with no place stands at 1:1. */
export function toDiagnostic(finding: Finding): Diagnostic {
  const rule = rules[finding.rule]
  const { start, end } = finding.place ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
  const related = finding.related
  return {
    file: finding.file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ruleId: finding.rule,
    severity: rule.severity,
    message: finding.message,
    note: finding.note ?? rule.note,
    ...(related && {
      related: {
        file: related.file,
        line: related.place?.start.line ?? 1,
        column: related.place?.start.column ?? 1,
        message: related.message,
      },
    }),
  }
}

/** The diagnostic as the unified ecosystem knows it, for `file.messages` of a vfile. */
export function toMessage(diagnostic: Diagnostic): VFileMessage {
  const place = {
    start: { line: diagnostic.line, column: diagnostic.column },
    end: { line: diagnostic.endLine, column: diagnostic.endColumn },
  }
  const message = new VFileMessage(diagnostic.message, {
    place,
    source: 'tidings',
    ruleId: diagnostic.ruleId,
  })
  message.file = diagnostic.file
  message.fatal =
    diagnostic.severity === 'error' ? true : diagnostic.severity === 'warning' ? false : undefined
  message.note = diagnostic.note
  if (diagnostic.related) {
    const { file, line, column, message: reason } = diagnostic.related
    message.cause = Object.assign(new VFileMessage(reason, { line, column }), { file })
  }
  return message
}
