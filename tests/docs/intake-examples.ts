import type { RuleId } from '../../src/diagnostics/index.ts'
import { comment, makeDocx, p, r } from '../intake/docx/make-docx.ts'
import type { CodedExample } from './coded-examples.ts'
import { runSection } from './shell-example.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

const file = 'minutes.docx'

/** A Word document before and after. */
function document(example: Uint8Array, fix: Uint8Array): CodedExample {
  const imported = (bytes: Uint8Array) => async (workspace: TemporaryWorkspace) => {
    workspace.write(file, bytes)
    const command = `\`\`\`sh\ntidings articles import ${file} --replace\n\`\`\`\n`
    return (await runSection(command, workspace)) as Awaited<ReturnType<CodedExample['fix']>>
  }
  return { file, example: imported(example), fix: imported(fix) }
}

const words = p('The committee met in May.')

/** Examples of findings in Word documents. */
export const intakeExamples: Partial<Record<RuleId, CodedExample>> = {
  'intake/left-out': document(
    makeDocx({ body: words, comments: comment('Did it?') }),
    makeDocx({ body: words }),
  ),
  'intake/unsettled-change': document(
    makeDocx({ body: p(`${r('The committee ')}<w:ins>${r('met in May.')}</w:ins>`) }),
    makeDocx({ body: words }),
  ),
}
