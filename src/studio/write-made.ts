import { stringify } from 'yaml'
import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { writeTogether, type FileToWrite } from '../workspace/files/index.ts'
import type { MadeArticleAnswer } from './wire.ts'

/** Writes a file that was made, and what belongs to it; `findings` are those of its making. */
export function writeMade(
  root: string,
  file: string,
  files: readonly FileToWrite[],
  findings: Finding[] = [],
): MadeArticleAnswer {
  const isWritten = writeTogether(root, files, (finding) => findings.push(finding))
  return { ...(isWritten && { file }), diagnostics: findings.map(toDiagnostic) }
}

/** Writes a draft that has front matter and no words yet. */
export function writeDraft(root: string, file: string, front: Record<string, unknown>): MadeArticleAnswer {
  const matter = stringify({ ...front, draft: true }, { lineWidth: 0 })
  return writeMade(root, file, [{ file, content: `---\n${matter}---\n\n` }])
}
